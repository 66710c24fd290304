// The table of models: filter, sort, choose columns, list variants, compare, download. The address has the state.
import { ModelTable } from "../base/atlas.js";
import { data, failure } from "../base/data.js";
import { the } from "../base/elements.js";
import "../base/csv.js"; // so that they are fetched with those that need them, and not after them
import "../base/names.js";
import { nothing, read, write } from "./address.js";
import { Compared } from "./compared.js";
import { csv, json, save } from "./download.js";
import { Facets } from "./facets.js";
import "./finding.js";
import { Found, isFiltered } from "./found.js";
import { Heads, Row } from "./rows.js";

/** @import { State } from "./address.js" */

const PHONE = matchMedia("(max-width: 40rem)"); // as in table.css, with the numbers below
const limit = () => (PHONE.matches ? 50 : 100);
const PHONE_COLUMNS = 3;

/** What a <model-finder> does with the table in it. */
class Finder {
  /** @type {State} */
  state = nothing();
  /** @type {string[]} */
  unknown = [];
  typing = false;
  all = false;
  turn = Symbol("turn");

  /** @param {HTMLElement} host */
  constructor(host) {
    this.host = host;
    const root = host.dataset.root ?? "";
    this.inner = the(host, "model-table", ModelTable);
    this.table = this.inner.table;
    this.body = this.inner.body;
    this.heads = new Heads(this.inner, (id) => this.found.loadedCells.head(id));
    this.rows = [...this.body.rows].map((tr) => new Row(tr, the(tr, "a", HTMLAnchorElement), this.heads.own));
    this.facets = new Facets(host);
    this.found = new Found(this.rows, this.heads, this.facets, root);
    this.compared = new Compared(the(host, ".compare-bar", HTMLElement), this.body, root, (text) => this.say(text));
    this.columnInputs = [...host.querySelectorAll(/** @type {"input"} */ ("[name=column]"))];
    this.columnIds = new Set(this.columnInputs.map((input) => input.value));
    /** @type {HTMLInputElement | null} the field to type in; pages of few models have none */
    this.field = host.querySelector("[name=find]");
    this.byVariant = the(host, "[name=rows]", HTMLInputElement);
    this.listen();
    this.readAddress();
  }

  listen() {
    /** @type {(selector: string, type: string, act: (event: Event) => void) => void} */
    const on = (selector, type, act) => this.host.querySelector(selector)?.addEventListener(type, act);
    for (const type of ["pointerover", "focusin"]) {
      on("form", type, () => { data("finding").catch(() => {}); });
      on(".find", type, () => { data("names").catch(() => {}); });
    }
    on("form", "submit", (event) => event.preventDefault());
    on("form", "change", ({ target }) => this.choose(target));
    this.field?.addEventListener("input", ({ target }) => target instanceof HTMLInputElement && this.change({ find: target.value }, this.typing));
    this.byVariant.addEventListener("change", () => this.change({ variants: this.byVariant.checked }));
    on("[data-menu=columns]", "change", ({ target }) => target instanceof HTMLInputElement && this.chooseColumn(target));
    on("[data-menu=download]", "click", ({ target }) => target instanceof HTMLElement && this.download(target.dataset.format));
    on(".reset", "click", () => this.reset());
    on(".show-all a", "click", (event) => this.showAll(event));
    on(".open-facets", "click", ({ currentTarget }) => {
      if (currentTarget instanceof Element) currentTarget.ariaExpanded = String(currentTarget.ariaExpanded === "false");
    });
    this.host.addEventListener("table-sort", (event) => event instanceof CustomEvent && this.sortBy(event));
    addEventListener("popstate", () => this.readAddress());
    PHONE.addEventListener("change", () => this.render());
    for (const menu of this.host.querySelectorAll(/** @type {"details"} */ (".menu"))) closable(menu);
  }

  // What the reader does

  readAddress() {
    const { state, unknown } = read(location.search, this.facets.values, this.columnIds);
    Object.assign(this, { state, unknown, typing: false, all: false });
    this.render();
  }

  /**
   * @param {Partial<State>} changes
   * @param {boolean} [replace] whether the address before is not worth going back to, as while one types
   */
  change(changes, replace = false) {
    this.state = { ...this.state, ...changes };
    Object.assign(this, { typing: "find" in changes && !("chosen" in changes), unknown: [], all: false });
    const search = write(this.state, this.facets.values);
    if (search !== location.search) history[replace ? "replaceState" : "pushState"](null, "", location.pathname + search);
    return this.render("sort" in changes ? undefined : () => this.found.tally(this.state));
  }

  /** @param {EventTarget | null} input */
  choose(input) {
    const chosen = this.facets.chosen(input, this.state.chosen);
    if (chosen) this.change({ chosen });
  }

  /** @param {HTMLInputElement} input */
  chooseColumn({ value, checked }) {
    const columns = checked ? [...this.columns, value] : this.columns.filter((id) => id !== value);
    this.change({ columns: columns.length ? columns : null });
  }

  /** @param {CustomEvent<import("../base/atlas.js").Order>} event */
  sortBy(event) {
    event.preventDefault();
    const { cell, direction } = event.detail;
    this.change({ sort: direction && { column: cell.dataset.column ?? "model", descending: direction === "descending" } });
  }

  reset() {
    const { find, chosen } = nothing();
    this.change({ find, chosen });
    this.field?.focus();
  }

  /** @param {Event} event */
  showAll(event) {
    event.preventDefault();
    this.all = true;
    this.render();
    the(this.inner, ".scroll", HTMLElement).focus();
  }

  /** @param {string | undefined} format */
  download(format) {
    const columns = this.columns.map((id) => ({ id, label: this.heads.of(id).textContent.trim() }));
    const rows = this.found.rows.map((row) => ({ key: row.key, name: row.name, cells: this.columns.map((id) => this.found.cell(row, id)) }));
    if (format === "csv") save("models.csv", "text/csv", csv(columns, rows));
    if (format === "json") save("models.json", "application/json", json(columns, rows));
  }

  // What is found

  get columns() {
    const { own } = this.heads;
    return this.state.columns ?? (PHONE.matches ? own.slice(0, PHONE_COLUMNS) : own);
  }

  // What is shown

  /** @param {() => string} [announce] gives what to tell those who do not see it */
  async render(announce) {
    const turn = Symbol("turn");
    this.turn = turn;
    this.host.ariaBusy = "true";
    try {
      await this.found.load(this.state, this.columns);
    } catch {
      const words = await failure("What this needs could not be loaded; the table shows all models.");
      if (turn !== this.turn) return;
      this.notice(...words);
      this.done();
      return;
    }
    if (turn !== this.turn) return;
    this.found.find(this.state);
    this.heads.show(this.columns, this.state.sort);
    this.showRows();
    this.showControls();
    this.showNothing();
    this.done();
    if (announce) this.say(announce());
  }

  /** The table is as its address says; for the style sheet, for the first time. */
  done() {
    this.host.ariaBusy = "false";
    this.host.dataset.ready = "";
  }

  /** @param {string} text */
  say(text) {
    this.inner.status.textContent = text;
  }

  showRows() {
    const { columns } = this;
    const { rows } = this.found;
    const shown = this.all ? rows : rows.slice(0, limit());
    for (const row of shown) {
      row.show(columns, (column) => this.found.cell(row, column));
      this.compared.offer(row);
    }
    // At first the rows are there already, and style sheets hide those beyond the limit.
    const there = this.body.rows;
    const isFirst = !this.all && shown.length === limit() && there.length === this.rows.length;
    const same = (isFirst || there.length === shown.length) && shown.every((row, index) => row.tr === there[index]);
    if (!same) this.body.replaceChildren(...shown.map((row) => row.tr));
    this.table.classList.toggle("all", this.all);
    this.table.classList.toggle("chosen", Boolean(this.state.columns));
    const more = the(this.host, ".show-all", HTMLElement);
    more.hidden = shown.length === rows.length;
    more.classList.remove("on-phones");
    the(more, "a", HTMLElement).textContent = `Show all ${rows.length}`;
  }

  showControls() {
    const { find, chosen, variants } = this.state;
    if (this.field && this.field.value !== find) this.field.value = find;
    this.facets.show(chosen, this.found.result?.counts);
    for (const input of this.columnInputs) input.checked = this.columns.includes(input.value);
    this.byVariant.checked = variants;
    the(this.host, ".tally", HTMLElement).textContent = this.found.tally(this.state);
    the(this.host, ".reset", HTMLElement).hidden = !isFiltered(this.state);
    for (const tab of document.querySelectorAll(/** @type {"a"} */ (".tabs a"))) tab.search = write(this.state, this.facets.values, ["columns", "sort"]);
    const near = this.found.result?.isNear && this.found.rows.length ? `Nothing goes by “${find.trim()}”; the nearest names are shown.` : "";
    this.notice(...[`${unknownText(this.unknown)} ${near}`.trim()].filter(Boolean));
  }

  /** @param {...(Node | string)} words */
  notice(...words) {
    const notice = the(this.host, ".notice", HTMLElement);
    notice.replaceChildren(...words);
    notice.hidden = !notice.hasChildNodes();
  }

  /** Nothing found: say which single filter to lift. */
  showNothing() {
    const place = the(this.host, "p.nothing", HTMLElement);
    const { finding, rows } = this.found;
    place.hidden = rows.length > 0;
    if (place.hidden || !finding) return;
    const ways = this.facets.ways(this.state, (state) => finding.find(state, state.find && this.found.identified).models.length, (changes) => this.change(changes));
    const text = ways.length ? "Nothing matches all of this. " : "Nothing matches, even with any one of these filters lifted. ";
    place.replaceChildren(text, ...ways);
  }
}

/**
 * What of the address is not known here.
 * @param {string[]} unknown
 */
function unknownText(unknown) {
  const [first, more] = [unknown.slice(0, 3).join(", "), unknown.length - 3];
  return first && `Not known here, so left out: ${first}${more > 0 ? ` and ${more} more` : ""}.`;
}

/**
 * A menu closes when something else is pressed, and by Escape.
 * @param {HTMLDetailsElement} menu
 */
function closable(menu) {
  addEventListener("click", ({ target }) => {
    if (!(target instanceof Node && menu.contains(target))) menu.open = false;
  });
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    menu.open = false;
    the(menu, "summary", HTMLElement).focus();
  });
}

customElements.define("model-finder", class extends HTMLElement {
  connectedCallback() {
    this.finder = new Finder(this);
  }
});
