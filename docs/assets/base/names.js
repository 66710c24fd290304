// Names as people type them: the form in which they are compared, and how well a typed text fits those of a thing.

/**
 * All names of a thing, the one that is shown first. `forms` and `words`: the same, as they are compared.
 * @typedef {{ all: string[], forms: string[], words: string[][] }} Names
 */
/**
 * What was typed.
 * @typedef {{ form: string, words: string[] }} Typed
 */

/** How a typed text can fit, worst first: it is within a name, its words begin words of names, it begins a name, it is one. */
export const FIT = Object.freeze({ NONE: 0, INSIDE: 1, WORDS: 2, START: 3, EXACT: 4 });

const FILLER = new Set("a an and are for how in is of on or that the to use used uses using versus vs what which who with".split(" "));
/** Letters to get wrong: one in a name of four, and one for each further four, up to this many. */
const MOST_SLIPS = 3;

/**
 * Letters, digits and plus signs alone, small and without accents: GPT-2 is gpt 2, Command R+ is not Command R.
 * @param {string} text
 */
export const normal = (text) => text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}+]+/gu, "");

/**
 * The words of a text, as they are compared; those that only make it a question are left out.
 * @param {string} text
 * @returns {string[]}
 */
export function wordsOf(text) {
  const words = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => !FILLER.has(word));
  return telling.length ? telling : words;
}

/**
 * @param {string} text
 * @returns {Typed}
 */
export const typed = (text) => ({ form: normal(text), words: wordsOf(text) });

/**
 * @param {string[]} all
 * @returns {Names}
 */
export const namesOf = (all) => ({ all, forms: all.map(normal), words: all.map(wordsOf) });

/**
 * Whether every word begins one of these.
 * @param {string[]} words
 * @param {string[]} own
 */
export const begin = (words, own) => words.length > 0 && words.every((word) => own.some((name) => name.startsWith(word) || `${name}s` === word));

/**
 * How well a typed text fits, and the place of the name that it fits best.
 * @param {Typed} typed
 * @param {Names} names
 * @returns {{ fit: number, place: number }}
 */
export function match({ form, words }, { forms, words: own }) {
  if (!form) return { fit: FIT.NONE, place: 0 };
  /** @type {[number, (name: string, place: number) => boolean][]} */
  const ways = [
    [FIT.EXACT, (name) => name === form],
    [FIT.START, (name) => name.startsWith(form)],
    [FIT.WORDS, (_, place) => begin(words, own[place])],
    [FIT.INSIDE, (name) => name.includes(form)],
  ];
  for (const [fit, fits] of ways) {
    const place = forms.findIndex(fits);
    if (place >= 0) return { fit, place };
    if (fit === FIT.WORDS && begin(words, own.flat())) return { fit, place: 0 };
  }
  return { fit: FIT.NONE, place: 0 };
}

/**
 * The things whose names are nearest to a mistyped text, nearest first, each with the place of that name.
 * @template {{ names: Names }} Thing
 * @param {Thing[]} things
 * @param {Typed} typed
 * @param {number} [most]
 * @returns {{ thing: Thing, place: number }[]}
 */
export function nearest(things, { form }, most = 3) {
  const allowed = form.length < 3 ? 0 : Math.min(MOST_SLIPS, Math.ceil(form.length / 4));
  if (!allowed) return [];
  return things.map((thing) => {
    const distances = thing.names.forms.map((name) => slips(form, name, allowed));
    const least = Math.min(...distances);
    return { thing, least, place: distances.indexOf(least) };
  }).filter(({ least }) => least <= allowed).sort((a, b) => a.least - b.least).slice(0, most);
}

/**
 * Letters to insert, remove, replace or swap with their neighbour to get from one text to the other; Infinity where the
 * lengths alone differ by more than `most`.
 * @param {string} from
 * @param {string} to
 * @param {number} most
 */
function slips(from, to, most) {
  if (Math.abs(from.length - to.length) > most) return Infinity;
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const next = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      next[column] = Math.min(last[column] + 1, next[column - 1] + 1, last[column - 1] + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) next[column] = Math.min(next[column], before[column - 2] + 1);
    }
    [before, last] = [last, next];
  }
  return last[to.length];
}
