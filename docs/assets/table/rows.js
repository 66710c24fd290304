// Rows of the table: those of the page, and those made of the cells that were fetched.

const ORDER = new Intl.Collator("en", { numeric: true });

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

/** The cells of cells.json, made when they are needed. place: of a model in the list of models; number: 0 for the
 * model as a whole, 1 and on for its variants. */
export class Cells {
  constructor({ absences, columns }, root) {
    this.absences = absences;
    this.columns = columns;
    this.root = root;
  }

  written(column, place, number) {
    const { cells, at } = this.columns[column];
    return cells[Array.isArray(at[place]) ? at[place][number] : at[place]];
  }

  cell(column, place, number) {
    const written = this.written(column, place, number);
    const cell = element("td", { className: this.columns[column].numeric ? "number" : "" });
    if (typeof written === "number") {
      const state = this.absences[written];
      const none = state === "not-applicable";
      const text = none ? "–" : state.replace("-", " ");
      cell.append(element("span", { className: `absent absent-${state}`, title: none ? "not applicable" : "" }, text));
      return cell;
    }
    const [text, sort, links, more] = Array.isArray(written) ? written : [written, written];
    cell.dataset.value = sort;
    if (!links) cell.append(text);
    links?.forEach(([page, name], index) => cell.append(index ? ", " : "", element("a", { href: this.root + page }, name)));
    if (more) cell.append(" ", element("span", { className: "more", title: text }, `+${more}`));
    return cell;
  }
}

export class Row {
  /** tr: of the page; without it, the row of a variant is made. */
  constructor(id, { tr, columns = [], variant, root }) {
    this.id = id;
    this.key = variant ? `${id}:${variant.key}` : id;
    this.number = variant ? variant.number + 1 : 0;
    this.tr = tr ?? element("tr", {}, element("th", { scope: "row" }));
    if (!tr) {
      const anchor = variant ? `#variant-${variant.key}` : "";
      this.tr.cells[0].append(element("a", { href: `${root}models/${id}/${anchor}` }, variant.name));
    }
    this.name = this.tr.cells[0].textContent;
    this.cells = new Map(columns.map((column, index) => [column, this.tr.cells[index + 1]]));
    this.shown = columns.join();
  }

  cell(column, place, cells) {
    if (!this.cells.has(column)) this.cells.set(column, cells.cell(column, place, this.number));
    return this.cells.get(column);
  }

  /** Have the cells of these columns, after its head. */
  show(columns, place, cells) {
    if (this.shown === columns.join()) return;
    this.shown = columns.join();
    this.tr.replaceChildren(this.tr.cells[0], ...columns.map((column) => this.cell(column, place, cells)));
  }
}

/** Rows by a column; unknown values last in both directions. value: of a row, null if unknown. */
export function sorted(rows, value, isNumber, descending) {
  const sign = descending ? -1 : 1;
  const keyed = rows.map((row) => [value(row), row]);
  keyed.sort(([a], [b]) => {
    if (a === null || b === null) return (a === null) - (b === null);
    return sign * (isNumber ? a - b : ORDER.compare(a, b));
  });
  return keyed.map(([, row]) => row);
}
