// Finding by name in a short list: no network, no page. The list is that of assets/data/search.json.
import { distance, plain } from "./names.js";

const FILLER = new Set("a an and are for how in is of on or that the to use used uses using versus vs what which who with".split(" "));
/** Scores: from here on every word is in a name; or in a name and the line of figures. */
export const BY_NAME = 60;
const BY_NAME_OR_FIGURES = 45;

/** The words of a text, as they are compared; questions are looked up by what they ask about. */
export function wordsOf(text) {
  const words = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => !FILLER.has(word));
  return telling.length ? telling : words;
}

/** [[kind, label, [[address, title, line, ...names]]]] -> entries. */
export function entriesOf(groups) {
  return groups.flatMap(([kind, label, rows]) => rows.map(([address, title, line, ...further]) => {
    const names = [title, ...further];
    return { kind, label, address, title, line, further, forms: names.map(plain), words: names.flatMap(wordsOf) };
  }));
}

/** How well an entry answers: 100 its name, 90 another name, then beginnings, words, figures; 0 not at all. */
function score(entry, form, words) {
  const place = entry.forms.indexOf(form);
  if (place >= 0) return place ? 90 : 100;
  const begun = entry.forms.findIndex((name) => name.startsWith(form));
  if (begun >= 0) return (begun ? 70 : 80) - Math.min(9, (entry.forms[begun].length - form.length) / 4);
  const among = (pool) => words.every((word) => pool.some((own) => own.startsWith(word) || `${own}s` === word));
  if (among(entry.words)) return BY_NAME;
  if (entry.forms[0].length > 2 && form.startsWith(entry.forms[0])) return 40 + entry.forms[0].length / form.length;
  if (among([...entry.words, ...wordsOf(entry.line)])) return BY_NAME_OR_FIGURES;
  return words.length > 1 && words.some((word) => entry.forms.includes(word)) ? 35 : 0;
}

/** The name of an entry that begins as typed. */
const nameIn = ({ forms, title, further }, form) => [title, ...further][forms.findIndex((name) => name.startsWith(form))];

/** What goes by such a name, best first: [{entry, score, name}], where `name` is the one that was typed. */
export function byName(entries, query) {
  const words = wordsOf(query);
  const form = plain(query);
  const told = plain(words.join(""));
  if (!form) return [];
  const hits = entries.map((entry) => {
    const best = Math.max(score(entry, form, words), score(entry, told, words));
    return { entry, score: best, name: best >= BY_NAME ? nameIn(entry, form) : undefined };
  });
  hits.sort((a, b) => b.score - a.score);
  const least = hits[0]?.score >= BY_NAME ? BY_NAME_OR_FIGURES : 1; // who found a name has no need of what is like it
  return hits.filter((hit) => hit.score >= least);
}

/** The names that look most like what was typed, for "Did you mean": [{entry, name}]. */
export function nearest(entries, query, most = 3) {
  const form = plain(query);
  const allowed = form.length < 3 ? 0 : Math.min(3, Math.ceil(form.length / 4));
  const found = [];
  for (const entry of allowed ? entries : []) {
    const distances = entry.forms.map((name) => distance(form, name, allowed));
    const least = Math.min(...distances);
    if (least <= allowed) found.push({ entry, least, name: [entry.title, ...entry.further][distances.indexOf(least)] });
  }
  return found.sort((a, b) => a.least - b.least).slice(0, most);
}
