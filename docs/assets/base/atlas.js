// All behaviour of the site, as custom elements over complete HTML. Nothing here is needed to read it.

/** Light, dark, or as the system says; remembered on this device. */
class ThemeSwitch extends HTMLElement {
  button = document.createElement("button");

  connectedCallback() {
    this.button.type = "button";
    this.button.addEventListener("click", () => this.toggle());
    this.append(this.button);
    this.show();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.show());
  }

  get isDark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  toggle() {
    const theme = this.isDark ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    try { localStorage.setItem("theme", theme); } catch { /* not remembered, still switched */ }
    this.show();
  }

  show() {
    const label = this.isDark ? "Switch to the light theme" : "Switch to the dark theme";
    this.button.setAttribute("aria-label", label);
    this.button.title = label;
    this.button.textContent = this.isDark ? "☀" : "☾";
  }
}

/** The way into the search, whose script is fetched when first used. Until then, and without it, a link to the index. */
class SiteSearch extends HTMLElement {
  index = "";

  connectedCallback() {
    const link = this.querySelector("a");
    if (!link) return;
    this.index = link.href;
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-haspopup", "dialog");
    button.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
    const key = Object.assign(document.createElement("kbd"), { textContent: "/", ariaHidden: "true" });
    button.append(...link.childNodes, key);
    button.addEventListener("click", () => this.open());
    link.replaceWith(button);
    document.addEventListener("keydown", (event) => this.onKey(event));
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const field = event.target instanceof Element && event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    const isK = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !this.slashIsOff;
    const isAsked = field ? isK && field.id === "search-input" : isK || isSlash;
    if (!isAsked) return;
    event.preventDefault();
    this.open();
  }

  get slashIsOff() {
    try { return Boolean(localStorage.getItem("search-slash-off")); } catch { return false; }
  }

  async open() {
    try { await (await import("../search/search.js")).open(); } catch { location.assign(this.index); }
  }
}

/** @typedef {{ cell: HTMLTableCellElement, direction: "ascending" | "descending" | null }} Order */

/** A table whose head cells sort it. Unknown values stay last in both directions. */
export class ModelTable extends HTMLElement {
  status = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  /** @type {HTMLTableRowElement[]} */
  written = [];

  connectedCallback() {
    this.written = [...this.body.rows];
    this.status.setAttribute("role", "status");
    this.append(this.status);
    for (const cell of this.heads.cells) this.makeSortable(cell);
  }

  get table() { return /** @type {HTMLTableElement} */ (this.querySelector("table")); }

  get heads() { return /** @type {HTMLTableSectionElement} */ (this.table.tHead).rows[0]; }

  get body() { return this.table.tBodies[0]; }

  /** @param {HTMLTableCellElement} cell */
  makeSortable(cell) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...cell.childNodes);
    button.addEventListener("click", () => this.sortBy(cell));
    cell.append(button);
  }

  /**
   * Numbers start with the largest, text with A; a third press restores the order as written.
   * @param {HTMLTableCellElement} cell
   */
  sortBy(cell) {
    const first = cell.dataset.sort === "number" ? "descending" : "ascending";
    const second = first === "ascending" ? "descending" : "ascending";
    const now = cell.getAttribute("aria-sort");
    const direction = now === first ? second : now === second ? null : first;
    // Whoever shows only some of the rows sorts them itself.
    const asked = new CustomEvent("table-sort", { bubbles: true, cancelable: true, detail: /** @type {Order} */ ({ cell, direction }) });
    if (this.dispatchEvent(asked)) this.body.append(...(direction ? this.sorted(cell, direction) : this.written));
    this.mark(cell, direction);
    this.status.textContent = `Table ${direction ? `sorted by ${cell.textContent.trim()}, ${direction}` : "in the original order"}.`;
  }

  /**
   * Show by which column the table is sorted, and how; null for the original order.
   * @param {HTMLTableCellElement | null} cell
   * @param {string | null} direction
   */
  mark(cell, direction) {
    for (const other of this.heads.cells) other.removeAttribute("aria-sort");
    if (cell && direction) cell.setAttribute("aria-sort", direction);
  }

  /**
   * The rows in the order of a column.
   * @param {HTMLTableCellElement} head
   * @param {string} direction
   */
  sorted(head, direction) {
    const sign = direction === "ascending" ? 1 : -1;
    const keyed = this.written.map((row) => ({ row, key: keyOf(row.cells[head.cellIndex]) }));
    keyed.sort(({ key: a }, { key: b }) => {
      if (a === "" || b === "") return Number(a === "") - Number(b === "");
      return sign * (head.dataset.sort === "number" ? Number(a) - Number(b) : a.localeCompare(b));
    });
    return keyed.map(({ row }) => row);
  }
}

/**
 * By what a cell sorts; empty if that is not known.
 * @param {HTMLTableCellElement} cell
 */
const keyOf = (cell) => cell.dataset.value ?? (cell.tagName === "TH" ? cell.textContent.trim() : "");

/**
 * What a sourced value rests on, as its tooltip: "Source 1, Table 9: “…”", read from the evidence that it leads to.
 * @param {Event} event
 */
function explain({ target }) {
  const link = target instanceof Element ? target.closest("a:is(.sourced, .ref):not([title])") : null;
  if (!(link instanceof HTMLAnchorElement)) return;
  const place = document.getElementById(link.hash.slice(1));
  const source = place?.closest(".sources > li");
  if (!place || !source) return;
  const [locator, quote] = ["b", "blockquote"].map((tag) => place.querySelector(tag)?.textContent);
  const name = source.id.replace("source-", "Source ");
  link.title = name + (locator ? `, ${locator}` : "") + (quote ? `: “${quote}”` : "");
}
document.addEventListener("pointerover", explain);

customElements.define("theme-switch", ThemeSwitch);
customElements.define("site-search", SiteSearch);
customElements.define("model-table", ModelTable);
