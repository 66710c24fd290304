// A comparison as a table, made from the JSON of each model as the prebuilt pages are made from the records.

import { ROOT } from "../base/data.js";
import { make } from "../base/elements.js";

/**
 * A cell as compare/<id>.json has it: a text, or `t` text, `i` names with addresses, `a` anchor of its evidence, `s` state.
 * @typedef {string | { t?: string, i?: [string, string][], a?: string | number, s?: string }} Written
 * @typedef {{ name: string, cells: Record<string, Written>, gaps?: Record<string, string[]> }} Cells by line; `gaps`: lines by what is missing
 * @typedef {Cells & { year?: number | null, variants: Record<string, Cells> }} ModelFile
 */
/**
 * A line of compare.json: id, group, label, kind, description, ends of its scale.
 * @typedef {[string, string, string, string, string, number?, number?]} Line
 * @typedef {{ groups: Record<string, string>, lines: Line[] }} Definitions
 */
/** @typedef {{ id: string, variant?: string, data: ModelFile }} Member */
/** @typedef {Member & { name: string }} Column */
/** @typedef {{ text: string, state: string, known: boolean, items?: [string, string][], anchor?: string }} Cell */

/** @type {Record<string, number>} */
const SCALES = { K: 1e3, M: 1e6, B: 1e9, T: 1e12, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15 };
const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const MISSING = "not-researched";
/** @type {Record<string, string>} */
const GAPS = { undisclosed: "undisclosed", "not-applicable": "–", "not-derivable": "not derivable", [MISSING]: "not researched" };

/**
 * The cell of a line. A variant's own wins over the model's.
 * @param {Member} member
 * @param {string} id
 * @returns {Cell}
 */
function cellOf({ data, variant }, id) {
  const places = variant ? [data.variants[variant], data] : [data];
  for (const place of places) {
    const found = place.cells[id];
    if (found !== undefined) return known(typeof found === "string" ? { t: found } : found);
    const state = Object.entries(place.gaps ?? {}).find(([, lines]) => lines.includes(id))?.[0];
    if (state) return { text: GAPS[state], state, known: false };
  }
  return { text: GAPS[MISSING], state: MISSING, known: false };
}

/**
 * @param {Exclude<Written, string>} written
 * @returns {Cell}
 */
function known({ t, i = [], a = "", s = "cited" }) {
  const items = t === undefined ? i : undefined;
  return { text: t ?? i.map(([name]) => name).join(", "), state: s, known: true, items, anchor: typeof a === "number" ? `e${a}` : a };
}

/**
 * `same`, `differs`, or `gap` where too little is known to say.
 * @param {Cell[]} cells
 * @param {string} kind
 */
function standing(cells, kind) {
  const certain = cells.filter((cell) => cell.known || cell.state === "not-applicable");
  if (new Set(certain.map((cell) => key(cell, kind))).size > 1) return "differs";
  return certain.length === cells.length ? "same" : "gap";
}

/**
 * Cells with the same key say the same: 13B and 13.0B do; derived numbers if they look the same at their precision.
 * @param {Cell} cell
 * @param {string} kind
 */
function key(cell, kind) {
  if (cell.items) return cell.items.map(([name]) => name).sort().join("\n");
  const ends = kind === "number" && cell.state !== "derived" ? cell.text.split("–").map(numberOf) : [NaN];
  return ends.some(Number.isNaN) ? cell.text.toLowerCase() : ends.join();
}

/** @param {Cell} cell */
const isShown = (cell) => (cell.known && cell.state !== "implied") || cell.state === "undisclosed";

/**
 * The number of a shown value: `110M`, `24.0 MB`, `1.58 × 10²¹`; NaN of other texts.
 * @param {string} text
 */
function numberOf(text) {
  const match = text.match(/^([\d,.]+(?:e\d+)?)(?: × 10([⁰¹²³⁴⁵⁶⁷⁸⁹]+))?\s?([KMBTGPk]B?)?$/);
  if (!match) return NaN;
  const power = Number([...(match[2] ?? "")].map((sign) => SUPERSCRIPT.indexOf(sign)).join(""));
  return Number(match[1].replaceAll(",", "")) * 10 ** power * (SCALES[match[3]] ?? 1);
}

/**
 * A thin bar on the line's logarithmic scale; the lighter part is a range.
 * @param {string} text
 * @param {number} [low]
 * @param {number} [high]
 */
function bar(text, low, high) {
  const ends = text.split("–").map(numberOf);
  if (!low || !high || ends.some(Number.isNaN)) return "";
  const svg = shape("svg", { class: "level", viewBox: "0 0 100 3", preserveAspectRatio: "none", "aria-hidden": "true" });
  const [from, to = from] = ends.map((number) => place(number, low, high));
  svg.append(shape("rect", { width: from, height: 3 }));
  if (to > from) svg.append(shape("rect", { class: "span", x: from, width: to - from, height: 3 }));
  return svg;
}

/**
 * Where on the scale a number lies, in percent.
 * @param {number} number
 * @param {number} low
 * @param {number} high
 */
function place(number, low, high) {
  const share = Math.min(1, Math.log10(number / low) / Math.log10(high / low));
  return number <= low ? 0 : Math.round(1000 * share) / 10;
}

/**
 * @param {"svg" | "rect"} tag
 * @param {Record<string, string | number>} attributes
 */
function shape(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/**
 * @param {Cell} cell
 * @param {Column} column
 * @param {Line} line
 */
function cellElement(cell, column, [, , label, , , low, high]) {
  if (!cell.known) return make("td", { className: "absent", textContent: cell.text });
  const evidence = cell.anchor && new URL(`models/${column.id}/#${cell.anchor}`, ROOT).href;
  const td = make("td");
  if (cell.items?.some(([, address]) => address)) {
    for (const [index, [name, address]] of cell.items.entries()) {
      td.append(index ? ", " : "", address ? make("a", { href: new URL(address, ROOT).href, textContent: name }) : name);
    }
    const about = `Source of ${label.toLowerCase()}, ${column.name}`;
    if (evidence) td.append(" ", make("a", { className: "ref", href: evidence, textContent: "source", "aria-label": about }));
  } else {
    td.append(evidence ? make("a", { className: "sourced", href: evidence, textContent: cell.text }) : cell.text);
  }
  td.append(bar(cell.text, low, high));
  return td;
}

/**
 * The table of columns by the definitions of the lines.
 * @param {Definitions} definitions
 * @param {Column[]} columns
 * @param {string} caption
 */
export function tableOf({ groups, lines }, columns, caption) {
  const heads = columns.map((column) => {
    const anchor = column.variant ? `#variant-${column.variant}` : "";
    const link = make("a", { href: new URL(`models/${column.id}/${anchor}`, ROOT).href, textContent: column.name });
    return make("th", { scope: "col" }, link, " ", make("small", { textContent: String(column.data.year ?? "") }));
  });
  const corner = make("th", { scope: "col", className: "corner" }, make("span", { className: "visually-hidden", textContent: "Fact" }));
  const table = make("table", { className: "compare" },
    make("caption", { className: "visually-hidden", textContent: caption }), make("thead", {}, make("tr", {}, corner, ...heads)));
  for (const [id, title] of Object.entries(groups)) {
    const rows = lines.filter((line) => line[1] === id).flatMap((line) => row(line, columns) ?? []);
    const head = make("th", { scope: "rowgroup", colSpan: columns.length + 1, textContent: title });
    if (rows.length) table.append(make("tbody", {}, make("tr", { className: "group" }, head), ...rows));
  }
  return table;
}

/**
 * @param {Line} line
 * @param {Column[]} columns
 */
function row(line, columns) {
  const cells = columns.map((column) => cellOf(column, line[0]));
  if (!cells.some(isShown)) return null;
  const kind = standing(cells, line[3]);
  const label = make("th", { scope: "row", textContent: line[2], title: line[4] });
  return make("tr", { className: kind === "differs" ? "" : kind }, label, ...cells.map((cell, index) => cellElement(cell, columns[index], line)));
}
