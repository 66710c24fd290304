// What is shown, as a file.
import { csvCell } from "../base/csv.js";

/**
 * `cells`: one for each column.
 * @typedef {{ key: string, name: string, cells: HTMLTableCellElement[] }} DataRow
 * @typedef {{ id: string, label: string }} Column
 */

/**
 * A cell as data: a number where it is one number, its text otherwise; links left out by the page are in the title.
 * @param {HTMLTableCellElement} cell
 */
function value(cell) {
  /** @type {HTMLElement | null} */
  const absent = cell.querySelector(".absent");
  if (absent) return { absent: absent.title || absent.textContent };
  const number = Number(cell.dataset.value);
  /** @type {HTMLElement | null} */
  const all = cell.querySelector(".more");
  const text = all?.title ?? cell.textContent.trim();
  return cell.classList.contains("number") && !text.includes("–") && Number.isFinite(number) ? number : text;
}

/**
 * @param {Column[]} columns
 * @param {DataRow[]} rows
 */
export function csv(columns, rows) {
  const heads = ["id", "Model", ...columns.map(({ label }) => label)];
  const lines = rows.map(({ key, name, cells }) => [key, name, ...cells.map(value).map((found) => (typeof found === "object" ? found.absent : String(found)))]);
  return [heads, ...lines].map((texts) => `${texts.map(csvCell).join(",")}\r\n`).join("");
}

/**
 * @param {Column[]} columns
 * @param {DataRow[]} rows
 */
export function json(columns, rows) {
  const entries = rows.map(({ key, name, cells }) => ({
    id: key, name, ...Object.fromEntries(columns.map(({ id }, index) => [id, value(cells[index])])),
  }));
  return `${JSON.stringify(entries, null, 1)}\n`;
}

/**
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
