// What of the atlas answers a query by its names and figures: no network, no page.
import { FIT, begin, match, namesOf, nearest, normal, typed, wordsOf } from "../base/names.js";

/**
 * A page: its kind with its label, address, title, all names, and a line of figures.
 * @typedef {{ kind: string, label: string, address: string, title: string, names: import("../base/names.js").Names, line: string }} Entry
 */
/**
 * An answer; `name` is the one that was typed. Where the full text has it too, an excerpt: [text, is looked for].
 * @typedef {{ entry: Entry, score: number, name?: string, excerpt?: [string, boolean][], inText?: boolean }} Hit
 */
/**
 * search.json: by kind its label, folder and verb, and by id of the page what is said of it (`listing` of search.py).
 * @typedef {Record<string, [string, string, string, Record<string, string>]>} SearchFile
 */

/** Scores: from here on every word is in a name; or in a name and the line of figures. */
export const BY_NAME = 60;
const BY_NAME_OR_FIGURES = 45;
const WITHIN = 3; // letters at least that are looked for inside of names

/**
 * @param {SearchFile} list
 * @param {[string, string[]][]} models their names by id
 * @returns {Entry[]}
 */
export function entriesOf(list, models) {
  const known = new Map(models);
  return Object.entries(list).flatMap(([kind, [label, folder, verb, pages]]) => Object.entries(pages).flatMap(([id, said]) => {
    const [text = "", count = "", ...own] = said.split("|");
    const names = kind === "models" ? [...(known.get(id) ?? []), ...own] : kind === "comparisons" && !own.length ? together(known, id) : own;
    if (!names[0]) return [];
    const used = count && `${verb && `${verb} `}${count} model${count === "1" ? "" : "s"}`;
    return {
      kind, label, address: folder + id + (id && "/"),
      title: names[0], names: namesOf([...names, id]), line: [text, used].filter(Boolean).join(" · "),
    };
  }));
}

/**
 * The title of a comparison, from its id; none if a model is not known.
 * @param {Map<string, string[]>} models
 * @param {string} id
 */
function together(models, id) {
  const members = id.split("-vs-").map((member) => models.get(member)?.[0]);
  return members.every(Boolean) ? [members.join(" vs ")] : [];
}

/**
 * How well an entry answers: 100 its name, 90 another name, then beginnings, words, figures; 0 not at all.
 * @param {Entry} entry
 * @param {import("../base/names.js").Typed} query
 * @returns {Hit}
 */
function answer(entry, query) {
  const { names } = entry;
  const { form, words } = query;
  const { fit, place } = match(query, names);
  const name = names.all[place];
  if (fit === FIT.EXACT) return { entry, score: place ? 90 : 100, name };
  if (fit === FIT.START) return { entry, score: (place ? 70 : 80) - Math.min(9, (names.forms[place].length - form.length) / 4), name };
  if (fit === FIT.WORDS) return { entry, score: BY_NAME, name };
  const [title] = names.forms;
  if (title.length > 2 && form.startsWith(title)) return { entry, score: 40 + title.length / form.length };
  if (begin(words, [...names.words.flat(), ...wordsOf(entry.line)])) return { entry, score: BY_NAME_OR_FIGURES };
  if (fit === FIT.INSIDE && form.length >= WITHIN) return { entry, score: 36, name };
  return { entry, score: words.length > 1 && words.some((word) => names.forms.includes(word)) ? 35 : 0 };
}

/**
 * What goes by such a name, best first; a comparison that is not named itself after the models that are in it.
 * @param {Entry[]} entries
 * @param {string} query
 */
export function byName(entries, query) {
  const asked = typed(query);
  if (!asked.form) return [];
  const told = { ...asked, form: normal(asked.words.join("")) };
  const hits = entries.map((entry) => {
    const [one, other] = [answer(entry, asked), answer(entry, told)];
    const hit = other.score > one.score ? other : one;
    return entry.kind === "comparisons" && hit.score < 90 ? { ...hit, score: Math.min(hit.score, BY_NAME_OR_FIGURES) } : hit;
  }).sort((a, b) => b.score - a.score);
  const least = hits[0]?.score >= BY_NAME ? BY_NAME_OR_FIGURES : 1; // who found a name has no need of what is like it
  return hits.filter((hit) => hit.score >= least);
}

/**
 * The names that look most like what was typed, for "Did you mean".
 * @param {Entry[]} entries
 * @param {string} query
 * @returns {Hit[]}
 */
export const nearly = (entries, query) =>
  nearest(entries, typed(query)).map(({ thing, place }) => ({ entry: thing, score: 0, name: thing.names.all[place] }));
