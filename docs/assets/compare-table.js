// A comparison as a table, made from the JSON of each model as the prebuilt pages are made from the records.

const ROOT = new URL("../", import.meta.url);
const SCALES = { K: 1e3, M: 1e6, B: 1e9, T: 1e12, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15 };
const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const GAPS = { undisclosed: "undisclosed", "not-applicable": "–", "not-derivable": "not derivable", "not-researched": "not researched" };

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

/** The cell of a line: {text, items, anchor, state}. A variant's own wins over the model's. */
function cellOf({ data, variant }, id) {
  const places = variant ? [data.variants[variant], data] : [data];
  for (const place of places) {
    const found = place.cells[id];
    if (found !== undefined) {
      const { t, i, a = "", s = "cited" } = typeof found === "string" ? { t: found } : found;
      return { text: t ?? i.map(([name]) => name).join(", "), items: i, anchor: typeof a === "number" ? `e${a}` : a, state: s, known: true };
    }
    const state = Object.keys(place.gaps ?? {}).find((name) => place.gaps[name].includes(id));
    if (state) return { text: GAPS[state], state };
  }
  return { text: GAPS["not-researched"], state: "not-researched" };
}

/** `same`, `differs`, or `gap` where too little is known to say. */
function standing(cells, kind) {
  const certain = cells.filter((cell) => cell.known || cell.state === "not-applicable");
  if (new Set(certain.map((cell) => key(cell, kind))).size > 1) return "differs";
  return certain.length === cells.length ? "same" : "gap";
}

/** Cells with the same key say the same: 13B and 13.0B do; derived numbers if they look the same at their precision. */
function key(cell, kind) {
  if (cell.items) return cell.items.map(([name]) => name).sort().join("\n");
  const ends = kind === "number" && cell.state !== "derived" ? cell.text.split("–").map(numberOf) : [NaN];
  return ends.some(Number.isNaN) ? cell.text.toLowerCase() : ends.join();
}

const isShown = (cell) => (cell.known && cell.state !== "implied") || cell.state === "undisclosed";

/** The number of a shown value: `110M`, `24.0 MB`, `1.58 × 10²¹`; NaN of other texts. */
function numberOf(text) {
  const match = text.match(/^([\d,.]+(?:e\d+)?)(?: × 10([⁰¹²³⁴⁵⁶⁷⁸⁹]+))?\s?([KMBTGPk]B?)?$/);
  if (!match) return NaN;
  const power = match[2] ? [...match[2]].map((sign) => SUPERSCRIPT.indexOf(sign)).join("") : 0;
  return Number(match[1].replaceAll(",", "")) * 10 ** power * (SCALES[match[3]] ?? 1);
}

/** A thin bar on the line's logarithmic scale; the lighter part is a range. */
function bar(text, low, high) {
  const ends = text.split("–").map(numberOf);
  if (!high || ends.some(Number.isNaN)) return "";
  const share = (number) => Math.min(1, Math.log10(number / low) / Math.log10(high / low));
  const place = (number) => (number <= low ? 0 : Math.round(1000 * share(number)) / 10);
  const svg = shape("svg", { class: "level", viewBox: "0 0 100 3", preserveAspectRatio: "none", "aria-hidden": "true" });
  const [from, to = from] = ends.map(place);
  svg.append(shape("rect", { width: from, height: 3 }));
  if (to > from) svg.append(shape("rect", { class: "span", x: from, width: to - from, height: 3 }));
  return svg;
}

function shape(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function cellElement(cell, column, [, , label, , , low, high]) {
  if (!cell.known) return make("td", { className: "absent", textContent: cell.text });
  const evidence = cell.anchor && new URL(`models/${column.id}/#${cell.anchor}`, ROOT).href;
  const td = make("td");
  if (cell.items?.some(([, address]) => address)) {
    cell.items.forEach(([name, address], index) => {
      td.append(index ? ", " : "", address ? make("a", { href: new URL(address, ROOT).href, textContent: name }) : name);
    });
    if (evidence) {
      const source = make("a", { className: "ref", href: evidence, textContent: "source" });
      source.setAttribute("aria-label", `Source of ${label.toLowerCase()}, ${column.name}`);
      td.append(" ", source);
    }
  } else {
    td.append(evidence ? make("a", { className: "sourced", href: evidence, textContent: cell.text }) : cell.text);
  }
  td.append(bar(cell.text, low, high));
  return td;
}

/** The table of columns {id, variant, name, data} by the definitions of the lines. */
export function tableOf({ groups, lines }, columns, caption) {
  const heads = columns.map((column) => {
    const anchor = column.variant ? `#variant-${column.variant}` : "";
    const link = make("a", { href: new URL(`models/${column.id}/${anchor}`, ROOT).href, textContent: column.name });
    return make("th", { scope: "col" }, link, " ", make("small", { textContent: column.data.year ?? "" }));
  });
  const corner = make("th", { scope: "col", className: "corner" }, make("span", { className: "visually-hidden", textContent: "Fact" }));
  const table = make("table", { className: "compare" },
    make("caption", { className: "visually-hidden", textContent: caption }), make("thead", {}, make("tr", {}, corner, ...heads)));
  for (const [id, title] of Object.entries(groups)) {
    const rows = lines.filter((line) => line[1] === id).map((line) => row(line, columns)).filter(Boolean);
    const head = make("th", { scope: "rowgroup", colSpan: columns.length + 1, textContent: title });
    if (rows.length) table.append(make("tbody", {}, make("tr", { className: "group" }, head), ...rows));
  }
  return table;
}

function row(line, columns) {
  const cells = columns.map((column) => cellOf(column, line[0]));
  if (!cells.some(isShown)) return null;
  const kind = standing(cells, line[3]);
  const label = make("th", { scope: "row", textContent: line[2], title: line[4] });
  return make("tr", { className: kind === "differs" ? "" : kind }, label, ...cells.map((cell, index) => cellElement(cell, columns[index], line)));
}
