// Heads and rows of the table: those of the page, and those made of the cells that were fetched.

const ORDER = new Intl.Collator("en", { numeric: true });

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

/** The cells of cells.json, made when they are needed. */
export class Cells {
  constructor({ absences, columns }, root) {
    Object.assign(this, { absences, columns, root });
  }

  /** place: of a model in the list of models; number: 0 for the model as a whole, 1 and on for its variants. */
  cell(column, place, number) {
    const { cells, at, numeric } = this.columns[column];
    const written = cells[Array.isArray(at[place]) ? at[place][number] : at[place]];
    const cell = element("td", { className: numeric ? "number" : "" });
    if (typeof written === "number") {
      cell.append(absence(this.absences[written]));
      return cell;
    }
    const [text, sort, links, more] = Array.isArray(written) ? written : [written, written];
    cell.dataset.value = sort;
    if (!links) cell.append(text);
    links?.forEach(([page, name], index) => cell.append(index ? ", " : "", element("a", { href: this.root + page }, name)));
    if (more) cell.append(" ", element("span", { className: "more", title: text }, `+${more}`));
    return cell;
  }

  head(column) {
    const { label, description, numeric } = this.columns[column];
    const cell = element("th", { scope: "col", title: description, className: `${numeric ? "number " : ""}col-${column}` }, label);
    Object.assign(cell.dataset, { column, sort: numeric ? "number" : "text" });
    return cell;
  }
}

/** The heads of the columns by id; that of the models' names is `model`. */
export class Heads {
  /** inner: the <model-table>; make: gives the head of a column that the page has not. */
  constructor(inner, make) {
    Object.assign(this, { inner, make, row: inner.table.tHead.rows[0] });
    this.known = new Map([...this.row.cells].map((cell) => [cell.dataset.column ?? "model", cell]));
    this.own = [...this.known.keys()].slice(1);
  }

  has(id) {
    return this.known.has(id);
  }

  of(id) {
    if (!this.known.has(id)) {
      const cell = this.make(id);
      this.inner.makeSortable(cell);
      this.known.set(id, cell);
    }
    return this.known.get(id);
  }

  /** Have the heads of these columns, with the mark of the order. */
  show(columns, sort) {
    const wanted = ["model", ...columns].map((id) => this.of(id));
    const same = wanted.length === this.row.cells.length && wanted.every((cell, index) => cell === this.row.cells[index]);
    if (!same) this.row.replaceChildren(...wanted);
    this.inner.mark(sort && this.of(sort.column), sort?.descending ? "descending" : "ascending");
  }
}

function absence(state) {
  const none = state === "not-applicable";
  const text = none ? "–" : state.replace("-", " ");
  return element("span", { className: `absent absent-${state}`, title: none ? "not applicable" : "" }, text);
}

export class Row {
  /** A row of the page with its columns; the row of a variant has a head alone until it is shown. */
  constructor(tr, columns, variant) {
    this.tr = tr;
    this.link = tr.querySelector("a");
    this.id = this.link.pathname.match(/([^/]+)\/$/)[1];
    this.key = variant ? `${this.id}:${variant.key}` : this.id;
    this.number = variant ? variant.number : 0;
    this.name = this.link.textContent;
    this.columns = columns;
    this.made = new Map();
  }

  ofVariant(variant) {
    const link = element("a", { href: `${this.link.getAttribute("href")}#variant-${variant.key}` }, variant.name);
    return new Row(element("tr", {}, element("th", { scope: "row" }, link)), [], variant);
  }

  /** make: gives a cell that the row has not had yet, by the number of the variant. */
  cell(column, make) {
    const place = this.columns.indexOf(column);
    if (place >= 0) return this.tr.cells[place + 1];
    if (!this.made.has(column)) this.made.set(column, make(this.number));
    return this.made.get(column);
  }

  /** Have the cells of these columns, after its head. */
  show(columns, cell) {
    if (this.columns === columns || this.columns.join() === columns.join()) return;
    const cells = columns.map(cell);
    this.columns.forEach((column, index) => this.made.set(column, this.tr.cells[index + 1]));
    this.tr.replaceChildren(this.tr.cells[0], ...cells);
    this.columns = columns;
  }
}

/** Rows by a column; unknown values last in both directions. value: of a row, undefined if unknown. */
export function sorted(rows, value, isNumber, descending) {
  const sign = descending ? -1 : 1;
  const keyed = rows.map((row) => [value(row), row]);
  keyed.sort(([a], [b]) => {
    if (a === undefined || b === undefined) return (a === undefined) - (b === undefined);
    return sign * (isNumber ? a - b : ORDER.compare(a, b));
  });
  return keyed.map(([, row]) => row);
}
