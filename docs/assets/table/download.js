// What is shown, as a file.

/** A cell as data: a number where it is one number, its text otherwise; links left out by the page are in the title. */
function value(cell) {
  const absent = cell.querySelector(".absent");
  if (absent) return { absent: absent.title || absent.textContent };
  const number = Number(cell.dataset.value);
  const text = cell.querySelector(".more")?.title ?? cell.textContent.trim();
  return cell.classList.contains("number") && !text.includes("–") && Number.isFinite(number) ? number : text;
}

/** A spreadsheet would run a cell that starts like a formula. */
const safe = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const line = (cells) => cells.map((cell) => quoted(safe(String(cell?.absent ?? cell)))).join(",");

/** columns: [{ id, label }]; rows: [{ key, name, cells }], each with a cell for every column. */
export function csv(columns, rows) {
  const heads = ["id", "Model", ...columns.map(({ label }) => label)];
  return [heads, ...rows.map(({ key, name, cells }) => [key, name, ...cells.map(value)])].map(line).join("\r\n") + "\r\n";
}

export function json(columns, rows) {
  const entries = rows.map(({ key, name, cells }) => ({
    id: key, name, ...Object.fromEntries(columns.map(({ id }, index) => [id, value(cells[index])])),
  }));
  return JSON.stringify(entries, null, 1) + "\n";
}

export function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
