// All behaviour of the site, as custom elements over complete HTML. Nothing here is needed to read it.

/** Light, dark, or as the system says; remembered on this device. */
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.button = document.createElement("button");
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
  connectedCallback() {
    const link = this.querySelector("a");
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.setAttribute("aria-haspopup", "dialog");
    this.button.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
    const key = Object.assign(document.createElement("kbd"), { textContent: "/", ariaHidden: "true" });
    this.button.append(...link.childNodes, key);
    this.button.addEventListener("click", () => this.open());
    this.index = link.href;
    link.replaceWith(this.button);
    document.addEventListener("keydown", (event) => this.onKey(event));
  }

  onKey(event) {
    const isTyping = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
    const isK = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !this.slashIsOff;
    const inSearch = isTyping?.id === "search-input";
    if (isK ? isTyping && !inSearch : isTyping || !isSlash) return;
    event.preventDefault();
    this.open();
  }

  get slashIsOff() {
    try { return Boolean(localStorage.getItem("search-slash-off")); } catch { return false; }
  }

  async open() {
    try { await (await import("./search.js")).open(); } catch { location.assign(this.index); }
  }
}

/** A table whose head cells sort it. Unknown values stay last in both directions. */
class ModelTable extends HTMLElement {
  connectedCallback() {
    this.table = this.querySelector("table");
    this.body = this.table.tBodies[0];
    this.written = [...this.body.rows];
    this.status = Object.assign(document.createElement("p"), { className: "visually-hidden" });
    this.status.setAttribute("role", "status");
    this.append(this.status);
    [...this.table.tHead.rows[0].cells].forEach((cell, index) => this.makeSortable(cell, index));
  }

  makeSortable(cell, index) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...cell.childNodes);
    button.addEventListener("click", () => this.sortBy(cell, index));
    cell.append(button);
  }

  /** Numbers start with the largest, text with A; a third press restores the order as written. */
  sortBy(cell, index) {
    const first = cell.dataset.sort === "number" ? "descending" : "ascending";
    const second = first === "ascending" ? "descending" : "ascending";
    const now = cell.getAttribute("aria-sort");
    const next = now === first ? second : now === second ? null : first;
    // Whoever shows only some of the rows sorts them itself.
    const asked = new CustomEvent("table-sort", { bubbles: true, cancelable: true, detail: { cell, direction: next } });
    if (this.dispatchEvent(asked)) this.body.append(...(next ? this.sorted(index, cell.dataset.sort, next) : this.written));
    this.mark(cell, next);
    this.status.textContent = `Table ${next ? `sorted by ${cell.textContent.trim()}, ${next}` : "in the original order"}.`;
  }

  /** Show by which column the table is sorted, and how; null for the original order. */
  mark(cell, direction) {
    for (const other of this.table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    if (cell && direction) cell.setAttribute("aria-sort", direction);
  }

  sorted(index, type, direction) {
    const sign = direction === "ascending" ? 1 : -1;
    const keyed = this.written.map((row) => [this.key(row.cells[index], type), row]);
    keyed.sort(([a], [b]) => {
      if (a === null || b === null) return (a === null) - (b === null);
      return sign * (type === "number" ? a - b : a.localeCompare(b));
    });
    return keyed.map(([, row]) => row);
  }

  key(cell, type) {
    const value = cell.dataset.value ?? (cell.tagName === "TH" ? cell.textContent.trim() : "");
    if (value === "") return null;
    return type === "number" ? Number(value) : value;
  }
}

/** What a sourced value rests on, as its tooltip: "Source 1, Table 9: “…”", read from the evidence that it leads to. */
function explain({ target }) {
  const link = target.closest?.("a:is(.sourced, .ref):not([title])");
  const place = link && document.getElementById(link.hash.slice(1));
  const source = place?.closest(".sources > li");
  if (!source) return;
  const [locator, quote] = ["b", "blockquote"].map((tag) => place.querySelector(tag)?.textContent);
  const name = source.id.replace("source-", "Source ");
  link.title = name + (locator ? `, ${locator}` : "") + (quote ? `: “${quote}”` : "");
}
document.addEventListener("pointerover", explain);

customElements.define("theme-switch", ThemeSwitch);
customElements.define("site-search", SiteSearch);
customElements.define("model-table", ModelTable);
