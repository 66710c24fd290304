// Heads and rows of the table: those of the page, and those made of the cells that were fetched.
import { make } from "../base/elements.js";

/** @import { ModelTable } from "../base/atlas.js" */
/**
 * A cell of cells.json: the place of its kind of absence, a text, [text, by what it sorts], links, or links of which some
 * are left out: [text, by what it sorts, links, how many]. A link is [page, name].
 * @typedef {[string, string][]} Links
 * @typedef {number | string | [string, string | number] | Links | [string, string, Links, number]} Written
 */
/**
 * cells.json, made by views/table_data.py: for each model the ids of its variants; for each column its distinct cells,
 * and for each model in that order the place of its own, or those of the model as a whole and of its variants.
 * @typedef {object} CellsFile
 * @property {string[]} absences
 * @property {Record<string, string[]>} models
 * @property {Record<string, { label: string, description: string, numeric: boolean, cells: Written[], at: (number | number[])[] }>} columns
 */

const ORDER = new Intl.Collator("en", { numeric: true });

/** The cells of cells.json, made when they are needed. */
export class Cells {
  /**
   * @param {CellsFile} file
   * @param {string} root the way to the root of the site
   */
  constructor(file, root) {
    this.file = file;
    this.root = root;
    this.places = new Map(Object.keys(file.models).map((id, place) => [id, place]));
  }

  /**
   * @param {string} column
   * @param {string} id of a model
   * @param {string | null} variant null for the model as a whole
   */
  cell(column, id, variant) {
    const { numeric } = this.file.columns[column];
    const written = this.written(column, id, variant);
    const cell = make("td", { className: numeric ? "number" : "" });
    if (typeof written === "number") {
      cell.append(absence(this.file.absences[written] ?? "not-loaded"));
      return cell;
    }
    const { text, sort, links, more } = parsed(written);
    cell.dataset.value = String(sort);
    if (!links) cell.append(text);
    for (const [index, [page, name]] of (links ?? []).entries()) cell.append(index ? ", " : "", make("a", { href: this.root + page }, name));
    if (more) cell.append(" ", make("span", { className: "more", title: text }, `+${more}`));
    return cell;
  }

  /**
   * What the file has; -1 if it is of another build and does not know the model or the variant.
   * @param {string} column
   * @param {string} id
   * @param {string | null} variant
   */
  written(column, id, variant) {
    const { cells, at } = this.file.columns[column];
    const place = this.places.get(id);
    const number = variant === null ? 0 : 1 + (this.file.models[id]?.indexOf(variant) ?? -1);
    if (place === undefined || (variant !== null && !number)) return -1;
    const own = at[place];
    return cells[Array.isArray(own) ? own[number] : own];
  }

  /** @param {string} column */
  head(column) {
    const { label, description, numeric } = this.file.columns[column];
    const cell = make("th", { scope: "col", title: description, className: `${numeric ? "number " : ""}col-${column}` }, label);
    Object.assign(cell.dataset, { column, sort: numeric ? "number" : "text" });
    return cell;
  }
}

/**
 * @param {Exclude<Written, number>} written
 * @returns {{ text: string, sort: string | number, links?: Links, more?: number }}
 */
function parsed(written) {
  if (typeof written === "string") return { text: written, sort: written };
  const [first] = written;
  if (typeof first !== "string") {
    const links = /** @type {Links} */ (written);
    return { text: links.map(([, name]) => name).join(", "), sort: first[1], links };
  }
  const [text, sort, links, more] = /** @type {[string, string, Links?, number?]} */ (written);
  return { text, sort, links, more };
}

/** The heads of the columns by id; that of the models' names is `model`. */
export class Heads {
  /**
   * @param {ModelTable} inner
   * @param {(column: string) => HTMLTableCellElement} made gives the head of a column that the page has not
   */
  constructor(inner, made) {
    this.inner = inner;
    this.made = made;
    this.row = inner.heads;
    this.known = new Map([...this.row.cells].map((cell) => [cell.dataset.column ?? "model", cell]));
    this.own = [...this.known.keys()].slice(1);
  }

  /** @param {string} id */
  has(id) {
    return this.known.has(id);
  }

  /** @param {string} id */
  of(id) {
    const known = this.known.get(id);
    if (known) return known;
    const cell = this.made(id);
    this.inner.makeSortable(cell);
    this.known.set(id, cell);
    return cell;
  }

  /**
   * Have the heads of these columns, with the mark of the order.
   * @param {string[]} columns
   * @param {{ column: string, descending: boolean } | null} sort
   */
  show(columns, sort) {
    const wanted = ["model", ...columns].map((id) => this.of(id));
    const same = wanted.length === this.row.cells.length && wanted.every((cell, index) => cell === this.row.cells[index]);
    if (!same) this.row.replaceChildren(...wanted);
    this.inner.mark(sort && this.of(sort.column), sort?.descending ? "descending" : "ascending");
  }
}

/** @param {string} state */
function absence(state) {
  const none = state === "not-applicable";
  const text = none ? "–" : state.replace("-", " ");
  return make("span", { className: `absent absent-${state}`, title: none ? "not applicable" : "" }, text);
}

export class Row {
  /** @type {Map<string, HTMLTableCellElement>} */
  made = new Map();

  /**
   * A row of the page with its columns; the row of a variant has a head alone until it is shown.
   * @param {HTMLTableRowElement} tr
   * @param {HTMLAnchorElement} link to the page of the model
   * @param {string[]} columns
   * @param {string | null} [variant]
   */
  constructor(tr, link, columns, variant = null) {
    this.tr = tr;
    this.link = link;
    this.id = link.pathname.split("/").at(-2) ?? "";
    this.variant = variant;
    this.key = variant === null ? this.id : `${this.id}:${variant}`;
    this.name = link.textContent;
    this.columns = columns;
  }

  /**
   * The row of a variant.
   * @param {string} key
   * @param {string} name
   */
  ofVariant(key, name) {
    const link = make("a", { href: `${this.link.getAttribute("href")}#variant-${key}` }, name);
    return new Row(make("tr", {}, make("th", { scope: "row" }, link)), link, [], key);
  }

  /**
   * @param {string} column
   * @param {(column: string, id: string, variant: string | null) => HTMLTableCellElement} make gives a cell that the row has not had yet
   */
  cell(column, make) {
    const place = this.columns.indexOf(column);
    if (place >= 0) return this.tr.cells[place + 1];
    const known = this.made.get(column) ?? make(column, this.id, this.variant);
    this.made.set(column, known);
    return known;
  }

  /**
   * Have the cells of these columns, after its head.
   * @param {string[]} columns
   * @param {(column: string) => HTMLTableCellElement} cell
   */
  show(columns, cell) {
    if (this.columns === columns || this.columns.join() === columns.join()) return;
    const cells = columns.map(cell);
    for (const [index, column] of this.columns.entries()) this.made.set(column, this.tr.cells[index + 1]);
    this.tr.replaceChildren(this.tr.cells[0], ...cells);
    this.columns = columns;
  }
}

/**
 * Rows by a column; unknown values last in both directions.
 * @param {Row[]} rows
 * @param {(row: Row) => string | undefined} value of a row, undefined if unknown
 * @param {boolean} isNumber
 * @param {boolean} descending
 */
export function sorted(rows, value, isNumber, descending) {
  const sign = descending ? -1 : 1;
  const keyed = rows.map((row) => ({ row, key: value(row) }));
  keyed.sort(({ key: a }, { key: b }) => {
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    return sign * (isNumber ? Number(a) - Number(b) : ORDER.compare(a, b));
  });
  return keyed.map(({ row }) => row);
}
