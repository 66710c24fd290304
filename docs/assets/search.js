// The search: a dialog with a combobox. Names are found at once in a short list, the words of pages by Pagefind.
import "./names.js"; // so that it is fetched with those that need it, and not after them
import { byName, entriesOf, nearest } from "./search-match.js";
import { ROOT, examples, grouped, make, merged, more, option } from "./search-parts.js";
import { byText } from "./search-text.js";

const LONGEST = 100;
const TEXTS = 4; // and more when asked for: each costs 1 to 2 KB
const SLASH_OFF = "search-slash-off";

const later = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

class Search {
  constructor() {
    this.turn = 0;
    this.texts = TEXTS;
    this.input = make("input", {
      type: "search", className: "search-input", id: "search-input", maxLength: LONGEST, role: "combobox",
      placeholder: "Model, concept, dataset …", autocomplete: "off", spellcheck: false, enterKeyHint: "go",
    });
    const says = { "aria-label": "Search the atlas", "aria-controls": "search-results", "aria-autocomplete": "list", "aria-expanded": "false" };
    for (const [name, value] of Object.entries(says)) this.input.setAttribute(name, value);
    this.list = make("div", { id: "search-results", className: "search-results", role: "listbox", hidden: true });
    this.list.setAttribute("aria-label", "Results");
    this.hints = make("div", { className: "search-hints" });
    this.note = make("p", { className: "search-note", hidden: true });
    this.status = make("p", { className: "visually-hidden", role: "status" });
    const close = make("button", { type: "button", className: "search-close", textContent: "Close" });
    close.addEventListener("click", () => this.dialog.close());
    this.dialog = make("dialog", { className: "search-dialog" },
      make("div", { className: "search-head" }, this.input, close), this.hints, this.list, this.note, this.foot(), this.status);
    this.dialog.setAttribute("aria-label", "Search");
    this.listen();
    document.body.append(this.dialog);
  }

  listen() {
    this.input.addEventListener("input", () => { this.texts = TEXTS; this.find(); });
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.dialog.addEventListener("click", (event) => this.onClick(event));
    this.list.addEventListener("pointermove", (event) => {
      const option = event.target.closest("[role=option]");
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
    if (this.dialog.open) return this.dialog.close();
    this.dialog.showModal();
    this.input.select();
    this.find();
  }

  get query() { return this.input.value.slice(0, LONGEST).trim(); }

  /** The list of names; fetched once, and again after a failure. */
  entries() {
    this.loaded ??= fetch(new URL("assets/data/search.json", ROOT)).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    }).then(entriesOf).catch((error) => { this.loaded = undefined; throw error; });
    return this.loaded;
  }

  /** Shows what answers the query: names first, then what the full text has. Answers that come too late are dropped. */
  async find({ adding = false } = {}) {
    const { query } = this;
    const turn = ++this.turn;
    this.moved = this.hurried = false;
    try {
      const entries = await this.entries();
      if (turn !== this.turn) return;
      const named = byName(entries, query);
      if (!adding) this.show(query, named, null);
      if (!query) return;
      await later(120);
      if (turn !== this.turn) return;
      const answer = await byText(ROOT, query, this.texts).catch(() => undefined);
      if (turn !== this.turn) return;
      const near = named.length ? [] : nearest(entries, query);
      this.show(query, merged(entries, named, answer?.texts ?? []), near, { namesOnly: !answer, rest: answer?.rest });
    } catch {
      if (turn === this.turn) this.fail();
    }
  }

  /** `near` is null while the answer is not complete. */
  show(query, hits, near, { namesOnly, rest } = {}) {
    const asked = make("bdi", { textContent: query });
    const groups = grouped(hits);
    if (near?.length) {
      groups.unshift({ label: "Did you mean", hits: near.map(({ entry, name }) => ({ entry, name })) });
    }
    const kept = this.moved && this.chosen?.href; // what was chosen stays so while more arrives
    let number = 0;
    this.list.replaceChildren(...groups.map((group) => this.group(group, () => number++)));
    if (rest) this.list.append(more(rest, number, () => { this.texts += 2 * TEXTS; this.input.focus(); this.find({ adding: true }); }));
    this.hints.replaceChildren(...(query ? [] : examples((text) => { this.input.value = text; this.input.focus(); this.find(); })));
    const empty = !query || number ? [] : near === null ? ["Searching …"] : ["Nothing found for “", asked, "”."];
    if (namesOnly && query) empty.push(" Only names were searched: the full-text index could not be used.");
    this.note.replaceChildren(...empty);
    this.note.hidden = !empty.length;
    this.list.hidden = !number;
    this.input.setAttribute("aria-expanded", String(number > 0));
    this.choose(this.options.find((option) => option.href === kept) ?? this.options[0]);
    if (this.hurried) this.follow({});
    this.say(!query || near === null ? "" : number ? `${number} result${number > 1 ? "s" : ""}${near.length ? ", nearest names first" : ""}` : "Nothing found");
  }

  group({ kind, label, hits }, count) {
    const id = `search-group-${kind ?? "near"}`;
    const box = make("div", { className: "search-group", role: "group" },
      make("div", { className: "search-label", id, textContent: label }), ...hits.map((hit) => option(hit, count())));
    box.setAttribute("aria-labelledby", id);
    return box;
  }

  fail() {
    this.list.replaceChildren();
    this.list.hidden = true;
    this.hints.replaceChildren();
    this.input.setAttribute("aria-expanded", "false");
    const index = make("a", { href: new URL("a-z/", ROOT).href, textContent: "index from A to Z" });
    this.note.replaceChildren("The search could not be loaded. Everything is also in the ", index, ".");
    this.note.hidden = false;
    this.say("The search could not be loaded.");
  }

  /** Said after a pause, so that a screen reader is not interrupted at every letter. */
  async say(text) {
    const turn = this.turn;
    await later(500);
    if (turn === this.turn) this.status.textContent = text;
  }

  get options() { return [...this.list.querySelectorAll("[role=option]")]; }

  get chosen() { return this.list.querySelector("[aria-selected=true]"); }

  choose(option) {
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    this.chosen?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  onKey(event) {
    const { options } = this;
    const place = options.indexOf(this.chosen);
    const places = { ArrowDown: place + 1, ArrowUp: place - 1, PageDown: place + 5, PageUp: place - 5 };
    if (event.isComposing) return;
    if (event.key in places && options.length) {
      const step = Math.abs(places[event.key] - place);
      const wanted = step > 1 ? Math.max(0, Math.min(options.length - 1, places[event.key])) : places[event.key];
      this.moved = true;
      this.choose(options.at(wanted % options.length));
      this.chosen.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      this.follow(event);
    } else return;
    event.preventDefault();
  }

  /** Opens what is chosen, as a click with the same keys would; if nothing is there yet, as soon as it is. */
  follow({ ctrlKey, metaKey, shiftKey }) {
    this.hurried = !this.chosen;
    this.chosen?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
  }

  /** A press beside the box closes it, and so does following a result: it is not there when one comes back. */
  onClick(event) {
    const result = event.target.closest("a[role=option]");
    if (event.target === this.dialog || (result && !event.ctrlKey && !event.metaKey && !event.shiftKey)) this.dialog.close();
  }
}

function stored(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

function store(key, value) {
  try { localStorage.setItem(key, value); } catch { /* not remembered */ }
}

let search;

/** Opens the search, or closes it if it is open. */
export async function open() {
  search ??= styled().then(() => new Search());
  (await search).open();
}

/** The style sheet of the dialog, which comes with it. */
function styled() {
  const sheet = make("link", { rel: "stylesheet", href: new URL("search.css", import.meta.url).href });
  document.head.append(sheet);
  return new Promise((done) => { sheet.onload = sheet.onerror = () => done(); });
}
