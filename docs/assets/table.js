// The table of models: filter, sort, choose columns, list variants, compare, download. The address has the state.

import { ends, nothing, read, write } from "./table/address.js";
import { csv, json, save } from "./table/download.js";
import { Finding } from "./table/finding.js";
import { Cells, Row, sorted } from "./table/rows.js";

const PHONE = matchMedia("(max-width: 40rem)"); // the numbers are also those of table.css
const limit = () => (PHONE.matches ? 50 : 100);
const PHONE_COLUMNS = 3;
const MOST_COMPARED = 6;
const DATA = new URL("data/", import.meta.url);
const fetched = new Map();

/** A file of the page data, fetched once. */
function data(name) {
  if (!fetched.has(name)) fetched.set(name, fetch(new URL(`${name}.json`, DATA)).then((response) => response.json()));
  return fetched.get(name);
}

class ModelFinder extends HTMLElement {
  connectedCallback() {
    this.root = this.dataset.root;
    this.form = this.querySelector("form");
    this.inner = this.querySelector("model-table");
    this.table = this.inner.table;
    this.body = this.table.tBodies[0];
    this.head = this.table.tHead.rows[0];
    this.own = [...this.head.cells].slice(1).map((cell) => cell.dataset.column);
    this.heads = new Map([...this.head.cells].map((cell) => [cell.dataset.column ?? "model", cell]));
    this.rows = [...this.body.rows].map((tr) => new Row(idOf(tr), { tr, columns: this.own }));
    this.variants = new Map();
    this.compared = new Set();
    this.readFacets();
    this.listen();
    addEventListener("popstate", () => this.readAddress());
    PHONE.addEventListener("change", () => this.render());
    this.readAddress();
  }

  readFacets() {
    this.choices = new Map();
    this.facets = new Map();
    for (const input of this.querySelectorAll("#facets input")) {
      this.choices.set(`${input.name}=${input.value}`, input);
      this.facets.set(input.name, [...(this.facets.get(input.name) ?? []), input.value]);
    }
    this.columnInputs = [...this.querySelectorAll("[name=column]")];
    this.columnIds = new Set(this.columnInputs.map((input) => input.value));
    this.ends = [...this.querySelectorAll(".range select")];
    const years = [...(this.facets.get("year") ?? [])].sort();
    for (const select of this.ends) select.append(new Option("any", ""), ...years.map((year) => new Option(year)));
  }

  listen() {
    const on = (selector, type, act) => this.querySelector(selector)?.addEventListener(type, act);
    for (const type of ["pointerover", "focusin"]) this.form?.addEventListener(type, () => data("finding").catch(() => {}), { once: true });
    on("form", "submit", (event) => event.preventDefault());
    on("form", "change", (event) => this.choose(event.target));
    on("[name=find]", "input", (event) => this.change({ find: event.target.value }, this.typing));
    on("[name=rows]", "change", (event) => this.change({ variants: event.target.checked, sort: this.state.sort }));
    on("[data-menu=columns]", "change", (event) => this.chooseColumn(event.target));
    on("[data-menu=download]", "click", (event) => event.target.dataset.format && this.download(event.target.dataset.format));
    on(".reset", "click", () => { this.change({ ...nothing(), columns: this.state.columns, sort: this.state.sort, variants: this.state.variants }); this.form.find.focus(); });
    on(".show-all a", "click", (event) => { event.preventDefault(); this.all = true; this.render(); this.inner.querySelector(".scroll").focus(); });
    on(".open-facets", "click", (event) => event.target.setAttribute("aria-expanded", event.target.getAttribute("aria-expanded") === "false"));
    on(".compare-bar button", "click", () => this.clearCompared());
    this.addEventListener("table-sort", (event) => this.sortBy(event));
    this.body.addEventListener("change", (event) => this.compare(event.target));
    for (const menu of this.querySelectorAll(".menu")) {
      addEventListener("click", (event) => menu.contains(event.target) || (menu.open = false));
      menu.addEventListener("keydown", (event) => event.key === "Escape" && ((menu.open = false), menu.firstElementChild.focus()));
    }
  }

  // State

  readAddress() {
    const { state, unknown } = read(location.search, this.facets, this.columnIds);
    this.state = state;
    this.typing = false;
    this.unknown = unknown;
    this.render();
  }

  /** replace: whether the address before is not worth going back to, as while one types. */
  change(changes, replace = false) {
    this.state = { ...this.state, ...changes };
    this.typing = "find" in changes && Object.keys(changes).length === 1;
    this.unknown = [];
    const address = location.pathname + write(this.state, this.facets);
    if (address !== location.pathname + location.search) history[replace ? "replaceState" : "pushState"](null, "", address);
    return this.render(true);
  }

  choose(input) {
    if (input.dataset.end) return this.chooseYears();
    if (!this.facets.has(input.name)) return;
    const chosen = new Map(this.state.chosen);
    const values = new Set(chosen.get(input.name));
    input.checked ? values.add(input.value) : values.delete(input.value);
    values.size ? chosen.set(input.name, values) : chosen.delete(input.name);
    this.change({ chosen });
  }

  chooseYears() {
    const [from, to] = this.ends.map((select) => select.value);
    const years = this.facets.get("year").filter((year) => (!from || year >= from) && (!to || year <= to));
    const chosen = new Map(this.state.chosen);
    (from || to) && years.length ? chosen.set("year", new Set(years)) : chosen.delete("year");
    this.change({ chosen });
  }

  get columns() {
    return this.state.columns ?? (PHONE.matches ? this.own.slice(0, PHONE_COLUMNS) : this.own);
  }

  chooseColumn({ value, checked }) {
    const columns = checked ? [...this.columns, value] : this.columns.filter((id) => id !== value);
    this.change({ columns: columns.length ? columns : null });
  }

  sortBy(event) {
    event.preventDefault();
    const { cell, direction } = event.detail;
    const sort = direction && { column: cell.dataset.column ?? "model", descending: direction === "descending" };
    this.quiet = true; // the table says itself how it is sorted
    this.change({ sort });
  }

  // What is shown

  async render(announce = false) {
    const turn = (this.turn = Symbol("turn"));
    const { find, chosen, variants, sort } = this.state;
    const needsCells = variants || [...this.columns, ...(sort ? [sort.column] : [])].some((id) => id !== "model" && !this.own.includes(id));
    const isFiltered = Boolean(find.trim() || chosen.size);
    try {
      if (!this.finding && (isFiltered || needsCells)) this.finding = new Finding(await data("finding"), this.rows.map((row) => row.id));
      if (!this.cells && needsCells) this.cells = new Cells(await data("cells"), this.root);
    } catch {
      this.dataset.ready = "";
      return this.notice("What this needs could not be loaded; the table shows all models.");
    }
    if (turn !== this.turn) return;
    this.result = this.finding?.find(this.state);
    this.found = this.sorted(this.matching(isFiltered));
    this.showHeads();
    this.showRows();
    this.showControls(isFiltered);
    this.dataset.ready = "";
    if (announce && !this.quiet) this.inner.status.textContent = this.tally;
    this.quiet = false;
  }

  /** Rows of the models that are found, or of their variants, in the order of the page. */
  matching(isFiltered) {
    if (!isFiltered && !this.state.variants) return this.rows;
    const found = new Map(this.result.models.map((entry) => [entry.model.id, entry.variants]));
    const rows = this.rows.filter((row) => found.has(row.id));
    return this.state.variants ? rows.flatMap((row) => found.get(row.id).map((variant) => this.variantRow(row, variant))) : rows;
  }

  variantRow(row, variant) {
    if (variant.key === null) return row;
    const key = `${row.id}:${variant.key}`;
    if (!this.variants.has(key)) {
      const number = this.finding.byId.get(row.id).variants.indexOf(variant);
      this.variants.set(key, new Row(row.id, { variant: { ...variant, number }, root: this.root }));
    }
    return this.variants.get(key);
  }

  place(row) {
    return this.finding?.byId.get(row.id).index;
  }

  sorted(rows) {
    const { sort } = this.state;
    if (!sort) return rows;
    if (sort.column === "model") return sorted(rows, (row) => row.name, false, sort.descending);
    const isNumber = this.isNumber(sort.column);
    const value = (row) => row.cell(sort.column, this.place(row), this.cells).dataset.value ?? null;
    return sorted(rows, isNumber ? (row) => { const own = value(row); return own === null ? null : Number(own); } : value, isNumber, sort.descending);
  }

  isNumber(column) {
    return this.heads.get(column)?.dataset.sort === "number" || Boolean(this.cells?.columns[column].numeric);
  }

  showHeads() {
    const { sort } = this.state;
    const wanted = ["model", ...this.columns].map((id) => this.headOf(id));
    if (wanted.some((cell, index) => cell !== this.head.cells[index]) || wanted.length !== this.head.cells.length) this.head.replaceChildren(...wanted);
    this.inner.mark(sort && this.heads.get(sort.column), sort?.descending ? "descending" : "ascending");
  }

  headOf(id) {
    if (!this.heads.has(id)) {
      const { label, description, numeric } = this.cells.columns[id];
      const cell = Object.assign(document.createElement("th"), { scope: "col", title: description, className: `${numeric ? "number " : ""}col-${id}`, textContent: label });
      Object.assign(cell.dataset, { column: id, sort: numeric ? "number" : "text" });
      this.inner.makeSortable(cell);
      this.heads.set(id, cell);
    }
    return this.heads.get(id);
  }

  showRows() {
    const shown = this.all ? this.found : this.found.slice(0, limit());
    const { columns } = this;
    for (const row of shown) {
      row.show(columns, this.place(row), this.cells);
      this.offerCompare(row);
    }
    const rows = shown.map((row) => row.tr);
    // As long as nothing is left out, the rows are there already.
    const same = rows.every((tr, index) => tr === this.body.rows[index]) && (rows.length === this.body.rows.length || rows.length === limit());
    if (!same) this.body.replaceChildren(...rows);
    this.table.classList.toggle("all", Boolean(this.all));
    this.table.classList.toggle("chosen", Boolean(this.state.columns));
    const more = this.querySelector(".show-all");
    more.hidden = rows.length === this.found.length;
    more.classList.remove("on-phones");
    more.firstElementChild.textContent = `Show all ${this.found.length}`;
  }

  get tally() {
    const what = this.state.variants ? "variants" : "models";
    const all = this.state.variants ? this.finding.models.reduce((sum, model) => sum + model.variants.length, 0) : this.rows.length;
    return this.found.length === all ? `${all} ${what}` : `${this.found.length} of ${all} ${what}`;
  }

  showControls(isFiltered) {
    const { find, chosen, columns, variants } = this.state;
    if (this.form && this.form.find.value !== find) this.form.find.value = find;
    for (const [key, input] of this.choices) {
      input.checked = Boolean(chosen.get(input.name)?.has(input.value));
      const count = this.result?.counts.get(input.name).get(input.value) ?? 0;
      if (this.result) input.parentElement.lastElementChild.textContent = count;
      input.parentElement.classList.toggle("none", Boolean(this.result) && !count);
    }
    for (const facet of this.querySelectorAll(".facet")) {
      facet.firstElementChild.dataset.chosen = chosen.get(facet.dataset.facet)?.size ?? "";
      if (chosen.has(facet.dataset.facet)) facet.open = true;
    }
    const [from = "", to = ""] = chosen.has("year") ? ends(chosen.get("year"), this.facets.get("year")) : [];
    this.ends.forEach((select, index) => { select.value = [from, to][index]; });
    for (const input of this.columnInputs) input.checked = this.columns.includes(input.value);
    this.querySelector("[name=rows]").checked = variants;
    this.querySelector(".tally").textContent = this.tally;
    this.querySelector(".reset").hidden = !isFiltered;
    for (const tab of document.querySelectorAll(".tabs a")) tab.search = write({ ...this.state, columns }, this.facets, ["columns", "sort"]);
    this.showNothing();
    const { unknown } = this;
    const more = unknown.length > 3 ? ` and ${unknown.length - 3} more` : "";
    this.notice(unknown.length ? `Not known here, so left out: ${unknown.slice(0, 3).join(", ")}${more}.` : "");
  }

  notice(text) {
    const notice = this.querySelector(".notice");
    notice.hidden = !text;
    notice.textContent = text;
  }

  /** Nothing found: say which single filter to lift. */
  showNothing() {
    const nothingFound = this.querySelector(".nothing");
    nothingFound.hidden = this.found.length > 0;
    this.table.classList.toggle("empty-table", !this.found.length);
    if (this.found.length) return nothingFound.replaceChildren();
    const filters = [...this.state.chosen.keys()].map((id) => [this.labelOf(id), { chosen: new Map([...this.state.chosen].filter(([other]) => other !== id)) }]);
    if (this.state.find.trim()) filters.push([`“${this.state.find.trim()}”`, { find: "" }]);
    const ways = filters.map(([label, changes]) => [label, changes, this.finding.find({ ...this.state, ...changes }).models.length]).filter(([, , count]) => count);
    const buttons = ways.map(([label, changes, count]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: `Lift ${label} (${count})` });
      button.addEventListener("click", () => this.change(changes));
      return button;
    });
    nothingFound.replaceChildren(buttons.length ? "Nothing matches all of this. " : "Nothing matches, even with any one of these filters lifted. ", ...buttons);
  }

  labelOf(facet) {
    const names = [...this.state.chosen.get(facet)].map((value) => this.choices.get(`${facet}=${value}`).nextElementSibling.textContent);
    const label = this.form.querySelector(`[data-facet="${facet}"] summary`).textContent;
    return `${label}: ${names.slice(0, 3).join(", ")}${names.length > 3 ? " …" : ""}`;
  }

  // Compare and download

  offerCompare(row) {
    const head = row.tr.cells[0];
    if (head.firstElementChild.localName !== "input") {
      const input = Object.assign(document.createElement("input"), { type: "checkbox", value: row.key, className: "pick" });
      input.setAttribute("aria-label", `Compare ${row.name}`);
      head.prepend(input);
    }
    const input = head.firstElementChild;
    input.checked = this.compared.has(row.key);
    input.disabled = !input.checked && this.compared.size >= MOST_COMPARED;
  }

  compare(input) {
    input.checked ? this.compared.add(input.value) : this.compared.delete(input.value);
    this.showCompared();
  }

  clearCompared() {
    this.compared.clear();
    this.showCompared();
    this.inner.querySelector(".scroll").focus();
  }

  showCompared() {
    const { size } = this.compared;
    const bar = this.querySelector(".compare-bar");
    bar.hidden = !size;
    bar.firstElementChild.textContent = size > 1 ? `Compare ${size}` : "Choose another to compare";
    if (size > 1) bar.firstElementChild.href = `${this.root}compare/?m=${[...this.compared].join(",")}`;
    else bar.firstElementChild.removeAttribute("href");
    for (const input of this.body.querySelectorAll(".pick")) {
      input.checked = this.compared.has(input.value);
      input.disabled = !input.checked && size >= MOST_COMPARED;
    }
    this.inner.status.textContent = size === MOST_COMPARED ? `${size} to compare, no more fit side by side` : `${size} to compare`;
  }

  download(format) {
    const columns = this.columns.map((id) => ({ id, label: this.heads.get(id).textContent.trim() }));
    const rows = this.found.map((row) => ({ key: row.key, name: row.name, cells: this.columns.map((id) => row.cell(id, this.place(row), this.cells)) }));
    if (format === "csv") save("models.csv", "text/csv", csv(columns, rows));
    else save("models.json", "application/json", json(columns, rows));
  }
}

const idOf = (tr) => tr.querySelector("a").pathname.match(/([^/]+)\/$/)[1];

customElements.define("model-finder", ModelFinder);
