// The search: a dialog with a combobox. Names are found at once in a short list, the words of pages by Pagefind.
import { ROOT, data, failure, modelNames } from "../base/data.js";
import { make } from "../base/elements.js";
import { identified } from "../base/identifiers.js";
import "../base/names.js"; // so that it is fetched with those that need it, and not after them
import { byName, entriesOf, nearly } from "./match.js";
import { addressOf, examples, groupOf, grouped, merged, more, optionAt, withFirst } from "./parts.js";
import { byText } from "./text.js";

/** @import { Entry, Hit, SearchFile } from "./match.js" */

const LONGEST = 100;
const TEXTS = 4; // and more when asked for: each costs 1 to 2 KB
const SLASH_OFF = "search-slash-off";
/** @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };

/**
 * @param {number} milliseconds
 * @returns {Promise<void>}
 */
const later = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

/** @type {Promise<Entry[]> | undefined} */
let loading;

/** Everything that has a page, from the list and the names of models; once, and again after a failure. */
function entries() {
  loading ??= Promise.all([data("search"), modelNames()])
    .then(([list, models]) => entriesOf(/** @type {SearchFile} */ (list), models))
    .catch((error) => { loading = undefined; throw error; });
  return loading;
}

class Search {
  constructor() {
    /** @type {Promise<(string | Node)[]> | undefined} */
    this.withoutTexts = undefined;
    this.turn = 0;
    this.texts = TEXTS;
    this.moved = this.hurried = false;
    this.input = make("input", {
      type: "search", className: "search-input", id: "search-input", maxLength: LONGEST, role: "combobox",
      placeholder: "Model, concept, dataset …", autocomplete: "off", spellcheck: false, enterKeyHint: "go",
      "aria-label": "Search the atlas", "aria-controls": "search-results", "aria-autocomplete": "list", "aria-expanded": "false",
    });
    this.list = make("div", { id: "search-results", className: "search-results", role: "listbox", hidden: true, "aria-label": "Results" });
    this.hints = make("div", { className: "search-hints" });
    this.note = make("p", { className: "search-note", hidden: true });
    this.status = make("p", { className: "visually-hidden", role: "status" });
    const close = make("button", { type: "button", className: "search-close", textContent: "Close" });
    close.addEventListener("click", () => this.dialog.close());
    this.dialog = make("dialog", { className: "search-dialog", "aria-label": "Search" },
      make("div", { className: "search-head" }, this.input, close), this.hints, this.list, this.note, this.foot(), this.status);
    this.listen();
    document.body.append(this.dialog);
  }

  listen() {
    this.input.addEventListener("input", () => { this.texts = TEXTS; this.find(); });
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.dialog.addEventListener("click", (event) => this.onClick(event));
    this.list.addEventListener("pointermove", (event) => {
      const option = optionAt(event);
      if (!option) return;
      this.moved = true;
      this.choose(option);
    });
  }

  foot() {
    const box = make("input", { type: "checkbox", checked: !stored(SLASH_OFF) });
    box.addEventListener("change", () => store(SLASH_OFF, box.checked ? "" : "1"));
    return make("div", { className: "search-foot" },
      make("span", { className: "search-keys", textContent: "↑ ↓ choose · Enter opens · Esc closes" }),
      make("label", { className: "search-slash" }, box, " “/” opens the search"),
      make("a", { href: new URL("a-z/", ROOT).href, textContent: "Index A–Z" }));
  }

  /** The browser gives the focus back when it closes. */
  open() {
    if (this.dialog.open) {
      this.dialog.close();
      return;
    }
    this.withoutTexts = undefined; // asked again whether they can be had
    this.dialog.showModal();
    this.input.select();
    this.find();
  }

  get query() { return this.input.value.slice(0, LONGEST).trim(); }

  /** Shows what answers the query: names first, then what the full text has. Answers that come too late are dropped. */
  async find({ adding = false } = {}) {
    const { query } = this;
    const turn = ++this.turn;
    this.moved = this.hurried = false;
    try {
      const all = await entries();
      const address = await identified(query);
      if (turn !== this.turn) return;
      const named = withFirst(address, all, byName(all, query));
      if (!adding) this.show(query, named, null);
      if (!query) return;
      await later(120);
      if (turn !== this.turn) return;
      const answer = await byText(query, this.texts).catch(() => undefined);
      if (!answer) this.withoutTexts ??= failure("Only names were searched: the full-text index could not be used.");
      const without = answer ? [] : await this.withoutTexts;
      if (turn !== this.turn) return;
      const near = named.length ? [] : nearly(all, query);
      this.show(query, merged(all, named, answer?.texts ?? []), near, { without, rest: answer?.rest });
    } catch {
      if (turn === this.turn) this.fail();
    }
  }

  /**
   * @param {string} query
   * @param {Hit[]} hits
   * @param {Hit[] | null} near null while the answer is not complete
   * @param {{ without?: (string | Node)[], rest?: number }} [texts] why there were none, or how many more there are
   */
  show(query, hits, near, { without = [], rest } = {}) {
    const asked = make("bdi", { textContent: query });
    const groups = grouped(hits);
    if (near?.length) groups.unshift({ label: "Did you mean", hits: near });
    const kept = this.moved ? addressOf(this.chosen) : ""; // what was chosen stays so while more arrives
    let number = 0;
    this.list.replaceChildren(...groups.map((group) => groupOf(group, () => number++)));
    if (rest) this.list.append(more(rest, number, () => { this.texts += 2 * TEXTS; this.input.focus(); this.find({ adding: true }); }));
    this.hints.replaceChildren(...(query ? [] : examples((text) => { this.input.value = text; this.input.focus(); this.find(); })));
    /** @type {(string | Node)[]} */
    const empty = !query || number ? [] : near === null ? ["Searching …"] : ["Nothing found for “", asked, "”."];
    if (without.length && query) empty.push(" ", ...without);
    this.note.replaceChildren(...empty);
    this.note.hidden = !empty.length;
    this.list.hidden = !number;
    this.input.setAttribute("aria-expanded", String(number > 0));
    const { options } = this;
    this.choose(options.find((option) => kept && addressOf(option) === kept) ?? options[0]);
    if (this.hurried) this.follow({});
    this.say(!query || near === null ? "" : number ? `${number} result${number > 1 ? "s" : ""}${near?.length ? ", nearest names first" : ""}` : "Nothing found");
  }

  async fail() {
    const { turn } = this;
    const words = await failure("The search could not be loaded.");
    if (turn !== this.turn) return;
    this.list.replaceChildren();
    this.list.hidden = true;
    this.hints.replaceChildren();
    this.input.setAttribute("aria-expanded", "false");
    const index = make("a", { href: new URL("a-z/", ROOT).href, textContent: "index from A to Z" });
    this.note.replaceChildren(...words, " Everything is also in the ", index, ".");
    this.note.hidden = false;
    this.say("The search could not be loaded.");
  }

  /**
   * Said after a pause, so that a screen reader is not interrupted at every letter.
   * @param {string} text
   */
  async say(text) {
    const turn = this.turn;
    await later(500);
    if (turn === this.turn) this.status.textContent = text;
  }

  /** @returns {HTMLElement[]} */
  get options() { return [...this.list.querySelectorAll(/** @type {"div"} */ ("[role=option]"))]; }

  get chosen() { return this.options.find((option) => option.getAttribute("aria-selected") === "true"); }

  /** @param {HTMLElement | undefined} option */
  choose(option) {
    this.chosen?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.isComposing) return;
    if (event.key === "Enter") this.follow(event);
    else if (!this.step(event.key)) return;
    event.preventDefault();
  }

  /**
   * Chooses the option to which a key leads, by ones in a circle, by fives up to the ends; false if it leads to none.
   * @param {string} key
   */
  step(key) {
    const { options, chosen } = this;
    const steps = STEPS[key];
    if (!steps || !options.length) return false;
    const wanted = (chosen ? options.indexOf(chosen) : -1) + steps;
    const place = Math.abs(steps) > 1 ? Math.max(0, Math.min(options.length - 1, wanted)) : wanted % options.length;
    this.moved = true;
    this.choose(options.at(place));
    this.chosen?.scrollIntoView({ block: "nearest" });
    return true;
  }

  /**
   * Opens what is chosen, as a click with the same keys would; if nothing is there yet, as soon as it is.
   * @param {{ ctrlKey?: boolean, metaKey?: boolean, shiftKey?: boolean }} keys
   */
  follow({ ctrlKey, metaKey, shiftKey }) {
    const { chosen } = this;
    this.hurried = !chosen;
    chosen?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
  }

  /**
   * A press beside the box closes it, and so does following a result: it is not there when one comes back.
   * @param {MouseEvent} event
   */
  onClick(event) {
    const isFollowed = addressOf(optionAt(event)) && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (event.target === this.dialog || isFollowed) this.dialog.close();
  }
}

/** @param {string} key */
function stored(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

/**
 * @param {string} key
 * @param {string} value
 */
function store(key, value) {
  try { localStorage.setItem(key, value); } catch { /* not remembered */ }
}

/** @type {Promise<Search> | undefined} */
let search;

/** Opens the search, or closes it if it is open. */
export async function open() {
  entries().catch(() => {}); // fetched while the style sheet is; `find` says if it fails
  search ??= styled().then(() => new Search());
  (await search).open();
}

/**
 * The style sheet of the dialog, which comes with it.
 * @returns {Promise<void>}
 */
function styled() {
  const sheet = make("link", { rel: "stylesheet", href: new URL("search.css", import.meta.url).href });
  document.head.append(sheet);
  return new Promise((done) => { sheet.onload = sheet.onerror = () => done(); });
}
