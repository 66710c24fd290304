// What the dialog of the search shows, made of plain text.
import { ROOT } from "../base/data.js";
import { make } from "../base/elements.js";
import { BY_NAME } from "./match.js";

/** @import { Entry, Hit } from "./match.js" */
/** @typedef {{ kind?: string, label: string, hits: Hit[] }} Group */

const IN_TEXT = 34; // scores, as those of names in match.js
const BY_PAPER = 55;
const IN_GROUP = 6; // names; what is found in texts has no limit but that of its number
const EXAMPLES = ["GPT-2", "rotary", "110M encoder", "span corruption", "DeepSeek"];

/**
 * Name, the name by which it was found, a line of figures, and the words around what was looked for.
 * @param {Hit} hit
 * @param {number} number
 */
function option({ entry, name, excerpt }, number) {
  return make("a", { className: "search-option", role: "option", id: `search-option-${number}`, tabIndex: -1, href: new URL(entry.address, ROOT).href, "aria-selected": "false" },
    make("span", { className: "search-name", textContent: entry.title }),
    name && name !== entry.title ? make("span", { className: "search-also", textContent: name }) : null,
    entry.line ? make("span", { className: "search-line", textContent: entry.line }) : null,
    excerpt?.length ? make("span", { className: "search-excerpt" }, ...excerpt.map(([text, marked]) => (marked ? make("mark", { textContent: text }) : text))) : null);
}

/**
 * Results of a kind below its label. `count` gives the number of each on the page.
 * @param {Group} group
 * @param {() => number} count
 */
export function groupOf({ kind, label, hits }, count) {
  const id = `search-group-${kind ?? "near"}`;
  return make("div", { className: "search-group", role: "group", "aria-labelledby": id },
    make("div", { className: "search-label", id, textContent: label }), ...hits.map((hit) => option(hit, count())));
}

/**
 * Hits by name, then those of the full text that are not among them; an excerpt where the name alone does not tell.
 * Whose own paper is looked for is before whose name is one of the words.
 * @param {Entry[]} entries
 * @param {Hit[]} named
 * @param {import("./text.js").Found[]} texts
 */
export function merged(entries, named, texts) {
  const byAddress = new Map(entries.map((entry) => [entry.address, entry]));
  const known = new Map(named.map((hit) => [hit.entry.address, hit]));
  texts.forEach(({ address, excerpt, isPaper }, place) => {
    const entry = byAddress.get(address);
    if (!entry) return;
    const hit = known.get(address) ?? { entry, score: 0 };
    if (hit.score < BY_NAME) hit.excerpt = excerpt;
    hit.score = Math.max(hit.score, (isPaper ? BY_PAPER : IN_TEXT) - place);
    hit.inText = true;
    known.set(address, hit);
  });
  return [...known.values()].sort((a, b) => b.score - a.score);
}

/**
 * The page at an address before all that goes by such a name.
 * @param {string} address empty for none
 * @param {Entry[]} all
 * @param {Hit[]} named
 * @returns {Hit[]}
 */
export function withFirst(address, all, named) {
  const first = address && all.find((entry) => entry.address === address);
  return first ? [{ entry: first, score: 110 }, ...named.filter(({ entry }) => entry !== first)] : named;
}

/**
 * Results by kind; the group of the best result comes first.
 * @param {Hit[]} hits
 */
export function grouped(hits) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const hit of hits) {
    const { kind, label } = hit.entry;
    const group = groups.get(kind) ?? { kind, label, hits: [] };
    groups.set(kind, group);
    if (hit.inText || group.hits.length < IN_GROUP) group.hits.push(hit);
  }
  return [...groups.values()];
}

/** @param {(text: string) => void} use */
export function examples(use) {
  const buttons = EXAMPLES.map((text) => {
    const button = make("button", { type: "button", textContent: text });
    button.addEventListener("click", () => use(text));
    return button;
  });
  return [make("span", { textContent: "For example" }), ...buttons];
}

/**
 * The last line: what else there is in the texts.
 * @param {number} count
 * @param {number} number
 * @param {() => void} use
 */
export function more(count, number, use) {
  const line = make("button", {
    type: "button", className: "search-option search-more", role: "option", id: `search-option-${number}`, tabIndex: -1,
    textContent: `${count} more in the texts`, "aria-selected": "false",
  });
  line.addEventListener("click", use);
  return line;
}

/**
 * The option that an event is about.
 * @param {Event} event
 */
export function optionAt({ target }) {
  const option = target instanceof Element ? target.closest("[role=option]") : null;
  return option instanceof HTMLElement ? option : undefined;
}

/**
 * Where an option leads; empty if it is none that leads anywhere.
 * @param {HTMLElement | undefined} option
 */
export const addressOf = (option) => (option instanceof HTMLAnchorElement ? option.href : "");
