// The table of models: filter, sort, choose columns, list variants, compare, download. The address has the state.

import { nothing, read, write } from "./table/address.js";
import { Compared } from "./table/compare.js";
import { csv, json, save } from "./table/download.js";
import { Facets } from "./table/facets.js";
import { Finding } from "./table/finding.js";
import { Cells, Heads, Row, sorted } from "./table/rows.js";

const PHONE = matchMedia("(max-width: 40rem)"); // as in table.css, with the numbers below
const limit = () => (PHONE.matches ? 50 : 100);
const PHONE_COLUMNS = 3;
const fetched = new Map();

/** A file of the page data, fetched once. */
function data(name) {
  if (!fetched.has(name)) fetched.set(name, fetch(new URL(`data/${name}.json`, import.meta.url)).then((response) => response.json()));
  return fetched.get(name);
}

class ModelFinder extends HTMLElement {
  connectedCallback() {
    this.root = this.dataset.root;
    this.inner = this.querySelector("model-table");
    this.table = this.inner.table;
    this.body = this.table.tBodies[0];
    this.heads = new Heads(this.inner, (id) => this.cells.head(id));
    this.rows = [...this.body.rows].map((tr) => new Row(tr, this.heads.own));
    this.variants = new Map();
    this.facets = new Facets(this);
    this.compared = new Compared(this.querySelector(".compare-bar"), this.body, this.root, (text) => this.say(text));
    this.columnInputs = [...this.querySelectorAll("[name=column]")];
    this.columnIds = new Set(this.columnInputs.map((input) => input.value));
    this.listen();
    this.readAddress();
  }

  listen() {
    const on = (selector, type, act) => this.querySelector(selector)?.addEventListener(type, act);
    for (const type of ["pointerover", "focusin"]) on("form", type, () => data("finding").catch(() => {}));
    on("form", "submit", (event) => event.preventDefault());
    on("form", "change", ({ target }) => this.choose(target));
    on("[name=find]", "input", ({ target }) => this.change({ find: target.value }, this.typing));
    on("[name=rows]", "change", ({ target }) => this.change({ variants: target.checked }));
    on("[data-menu=columns]", "change", ({ target }) => this.chooseColumn(target));
    on("[data-menu=download]", "click", ({ target }) => target.dataset.format && this.download(target.dataset.format));
    on(".reset", "click", () => this.reset());
    on(".show-all a", "click", (event) => this.showAll(event));
    on(".open-facets", "click", ({ target }) => target.setAttribute("aria-expanded", target.getAttribute("aria-expanded") === "false"));
    this.addEventListener("table-sort", (event) => this.sortBy(event));
    addEventListener("popstate", () => this.readAddress());
    PHONE.addEventListener("change", () => this.render());
    for (const menu of this.querySelectorAll(".menu")) {
      addEventListener("click", ({ target }) => menu.contains(target) || (menu.open = false));
      menu.addEventListener("keydown", ({ key }) => key === "Escape" && ((menu.open = false), menu.firstElementChild.focus()));
    }
  }

  // What the reader does

  readAddress() {
    const { state, unknown } = read(location.search, this.facets.values, this.columnIds);
    Object.assign(this, { state, unknown, typing: false, all: false });
    this.render();
  }

  /** replace: whether the address before is not worth going back to, as while one types. */
  change(changes, replace = false) {
    this.state = { ...this.state, ...changes };
    Object.assign(this, { typing: "find" in changes && !("chosen" in changes), unknown: [], all: false });
    const search = write(this.state, this.facets.values);
    if (search !== location.search) history[replace ? "replaceState" : "pushState"](null, "", location.pathname + search);
    return this.render("sort" in changes ? "" : () => this.tally);
  }

  choose(input) {
    const chosen = this.facets.chosen(input, this.state.chosen);
    if (chosen) this.change({ chosen });
  }

  chooseColumn({ value, checked }) {
    const columns = checked ? [...this.columns, value] : this.columns.filter((id) => id !== value);
    this.change({ columns: columns.length ? columns : null });
  }

  sortBy(event) {
    event.preventDefault();
    const { cell, direction } = event.detail;
    this.change({ sort: direction && { column: cell.dataset.column ?? "model", descending: direction === "descending" } });
  }

  reset() {
    const { find, chosen } = nothing();
    this.change({ find, chosen });
    this.querySelector("[name=find]").focus();
  }

  showAll(event) {
    event.preventDefault();
    this.all = true;
    this.render();
    this.inner.querySelector(".scroll").focus();
  }

  download(format) {
    const columns = this.columns.map((id) => ({ id, label: this.heads.of(id).textContent.trim() }));
    const rows = this.found.map((row) => ({ key: row.key, name: row.name, cells: this.columns.map((id) => this.cell(row, id)) }));
    if (format === "csv") save("models.csv", "text/csv", csv(columns, rows));
    else save("models.json", "application/json", json(columns, rows));
  }

  // What is found

  get columns() {
    const { own } = this.heads;
    return this.state.columns ?? (PHONE.matches ? own.slice(0, PHONE_COLUMNS) : own);
  }

  get isFiltered() {
    return Boolean(this.state.find.trim() || this.state.chosen.size);
  }

  /** Fetch what the state needs beyond the page. */
  async load() {
    const { variants, sort } = this.state;
    const needsCells = variants || [...this.columns, sort?.column ?? "model"].some((id) => !this.heads.has(id));
    if (!this.finding && (this.isFiltered || needsCells)) this.finding = new Finding(await data("finding"), this.rows.map((row) => row.id));
    if (!this.cells && needsCells) this.cells = new Cells(await data("cells"), this.root);
  }

  /** Rows of the models that are found, or of their variants, in the order of the page. */
  matching() {
    if (!this.isFiltered && !this.state.variants) return this.rows;
    const found = new Map(this.result.models.map(({ model, variants }) => [model.id, variants]));
    const rows = this.rows.filter((row) => found.has(row.id));
    return this.state.variants ? rows.flatMap((row) => found.get(row.id).map((variant) => this.rowOf(row, variant))) : rows;
  }

  /** The row of a variant; of a model without variants its own. */
  rowOf(row, variant) {
    if (variant.key === null) return row;
    if (!this.variants.has(variant)) this.variants.set(variant, row.ofVariant(variant));
    return this.variants.get(variant);
  }

  cell(row, column) {
    return row.cell(column, (number) => this.cells.cell(column, this.finding.byId.get(row.id).index, number));
  }

  sorted(rows) {
    const { sort } = this.state;
    if (!sort) return rows;
    const isNumber = this.heads.of(sort.column).dataset.sort === "number";
    const value = sort.column === "model" ? (row) => row.name : (row) => this.cell(row, sort.column).dataset.value;
    return sorted(rows, value, isNumber, sort.descending);
  }

  // What is shown

  /** announce: gives what to tell those who do not see it. */
  async render(announce) {
    const turn = (this.turn = Symbol("turn"));
    this.ariaBusy = "true";
    try {
      await this.load();
    } catch {
      this.notice("What this needs could not be loaded; the table shows all models.");
      return this.done();
    }
    if (turn !== this.turn) return;
    this.result = this.finding?.find(this.state);
    this.found = this.sorted(this.matching());
    this.heads.show(this.columns, this.state.sort);
    this.showRows();
    this.showControls();
    this.showNothing();
    this.done();
    if (announce) this.say(announce());
  }

  /** The table is as its address says; for the style sheet, for the first time. */
  done() {
    this.ariaBusy = "false";
    this.dataset.ready = "";
  }

  say(text) {
    this.inner.status.textContent = text;
  }

  showRows() {
    const { columns } = this;
    const shown = this.all ? this.found : this.found.slice(0, limit());
    for (const row of shown) {
      row.show(columns, (column) => this.cell(row, column));
      this.compared.offer(row);
    }
    // At first the rows are there already, and style sheets hide those beyond the limit.
    const there = this.body.rows;
    const isFirst = !this.all && shown.length === limit() && there.length === this.rows.length;
    const same = (isFirst || there.length === shown.length) && shown.every((row, index) => row.tr === there[index]);
    if (!same) this.body.replaceChildren(...shown.map((row) => row.tr));
    this.table.classList.toggle("all", this.all);
    this.table.classList.toggle("chosen", Boolean(this.state.columns));
    const more = this.querySelector(".show-all");
    more.hidden = shown.length === this.found.length;
    more.classList.remove("on-phones");
    more.firstElementChild.textContent = `Show all ${this.found.length}`;
  }

  get tally() {
    const { variants } = this.state;
    const all = variants ? this.finding.models.reduce((sum, model) => sum + model.variants.length, 0) : this.rows.length;
    const what = `${all} ${variants ? "variant" : "model"}${all === 1 ? "" : "s"}`;
    return this.found.length === all ? what : `${this.found.length} of ${what}`;
  }

  showControls() {
    const { find, chosen, variants } = this.state;
    const box = this.querySelector("[name=find]");
    if (box && box.value !== find) box.value = find;
    this.facets.show(chosen, this.result?.counts);
    for (const input of this.columnInputs) input.checked = this.columns.includes(input.value);
    this.querySelector("[name=rows]").checked = variants;
    this.querySelector(".tally").textContent = this.tally;
    this.querySelector(".reset").hidden = !this.isFiltered;
    for (const tab of document.querySelectorAll(".tabs a")) tab.search = write(this.state, this.facets.values, ["columns", "sort"]);
    const [first, more] = [this.unknown.slice(0, 3).join(", "), this.unknown.length - 3];
    this.notice(first && `Not known here, so left out: ${first}${more > 0 ? ` and ${more} more` : ""}.`);
  }

  notice(text) {
    const notice = this.querySelector(".notice");
    notice.hidden = !text;
    notice.textContent = text;
  }

  /** Nothing found: say which single filter to lift. */
  showNothing() {
    const place = this.querySelector(".nothing");
    place.hidden = this.found.length > 0;
    if (place.hidden) return;
    const ways = this.facets.ways(this.state, (state) => this.finding.find(state).models.length, (changes) => this.change(changes));
    const text = ways.length ? "Nothing matches all of this. " : "Nothing matches, even with any one of these filters lifted. ";
    place.replaceChildren(text, ...ways);
  }
}

customElements.define("model-finder", ModelFinder);
