// What the dialog of the search shows, made of plain text.
import { BY_NAME } from "./search-match.js";

export const ROOT = new URL("../", import.meta.url);
const IN_GROUP = 6; // names; what is found in texts has no limit but that of its number
const EXAMPLES = ["GPT-2", "rotary", "110M encoder", "span corruption", "DeepSeek"];

/** An element with these properties, a role among them, and children; what is not there is left out. */
export const make = (tag, properties = {}, ...children) => {
  const { role, ...others } = properties;
  const element = Object.assign(document.createElement(tag), others);
  if (role) element.setAttribute("role", role);
  element.append(...children.filter(Boolean));
  return element;
};

/** Name, the name by which it was found, a line of figures, and the words around what was looked for. */
export function option({ entry, name, excerpt }, number) {
  const line = make("a", { className: "search-option", role: "option", id: `search-option-${number}`, tabIndex: -1, href: new URL(entry.address, ROOT).href },
    make("span", { className: "search-name", textContent: entry.title }),
    name && name !== entry.title ? make("span", { className: "search-also", textContent: name }) : null,
    entry.line ? make("span", { className: "search-line", textContent: entry.line }) : null,
    excerpt?.length ? make("span", { className: "search-excerpt" }, ...excerpt.map(([text, marked]) => (marked ? make("mark", { textContent: text }) : text))) : null);
  line.setAttribute("aria-selected", "false");
  return line;
}

/** Hits by name, then those of the full text that are not among them; an excerpt where the name alone does not tell. */
export function merged(entries, named, texts) {
  const byAddress = new Map(entries.map((entry) => [entry.address, entry]));
  const known = new Map(named.map((hit) => [hit.entry.address, hit]));
  texts.forEach(({ address, excerpt }, place) => {
    const hit = known.get(address) ?? { entry: byAddress.get(address), score: 0 };
    if (!hit.entry) return;
    if (hit.score < BY_NAME) hit.excerpt = excerpt;
    hit.score = Math.max(hit.score, 34 - place);
    hit.inText = true;
    known.set(address, hit);
  });
  return [...known.values()].sort((a, b) => b.score - a.score);
}

/** Results by kind; the group of the best result comes first. */
export function grouped(hits) {
  const groups = new Map();
  for (const hit of hits) {
    const { kind, label } = hit.entry;
    if (!groups.has(kind)) groups.set(kind, { kind, label, hits: [] });
    if (hit.inText || groups.get(kind).hits.length < IN_GROUP) groups.get(kind).hits.push(hit);
  }
  return [...groups.values()];
}

export function examples(use) {
  const buttons = EXAMPLES.map((text) => {
    const button = make("button", { type: "button", textContent: text });
    button.addEventListener("click", () => use(text));
    return button;
  });
  return [make("span", { textContent: "For example" }), ...buttons];
}

/** The last line: what else there is in the texts. */
export function more(count, number, use) {
  const line = make("button", {
    type: "button", className: "search-option search-more", role: "option", id: `search-option-${number}`, tabIndex: -1,
    textContent: `${count} more in the texts`,
  });
  line.setAttribute("aria-selected", "false");
  line.addEventListener("click", use);
  return line;
}
