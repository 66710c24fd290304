// Full-text search by Pagefind, whose program and index are fetched when first needed. Only plain text comes back.
import { normal, wordsOf } from "../base/names.js";

/**
 * A page in which the words are; its excerpt is [text, is looked for]; `isPaper`: its own paper has them all.
 * @typedef {{ address: string, excerpt: [string, boolean][], isPaper: boolean }} Found
 */
/**
 * What is used of Pagefind's interface.
 * @typedef {{ url: string, raw_url?: string, content: string }} Fragment
 * @typedef {{ options(given: { noWorker: boolean }): Promise<void>, init(): Promise<void>, search(query: string): Promise<{ results: { data(): Promise<Fragment> }[] }> }} Pagefind
 */

const END_OF_PROSE = "\u2e3a"; // after it come names and references, to be found but not shown
const PAPER = "\u2e3b"; // stands before and after the title and authors of the paper of a record
const WORDS_BEFORE = 6;
const WORDS_SHOWN = 26;
/** @type {Promise<Pagefind> | undefined} */
let loading;

/** Pagefind, or a rejection: there is no index, or the policy of the site forbids WebAssembly. */
function pagefind() {
  loading ??= (async () => {
    /** @type {Pagefind} */
    const program = await import(new URL("../pagefind/pagefind.js", import.meta.url).href);
    await program.options({ noWorker: true });
    await program.init();
    return program;
  })();
  return loading;
}

/**
 * What has the words of a query, best first: {texts: [{address, excerpt}], rest}, at most so many (each is a request of
 * 1 to 2 KB), and how many more there are.
 * @param {string} query
 * @param {number} most
 */
export async function byText(query, most) {
  const words = wordsOf(query);
  const { results } = await (await pagefind()).search(words.join(" "));
  const pages = await Promise.all(results.slice(0, most).map((result) => result.data()));
  const texts = pages.filter((page) => holds(page, words)).map((page) => ({
    address: (page.raw_url ?? page.url).replace(/^\//, ""),
    excerpt: excerpt(page.content, words),
    isPaper: words.length > 1 && has(page.content.split(PAPER)[1] ?? "", words),
  }));
  return { texts, rest: texts.length ? results.length - pages.length : 0 };
}

/**
 * Pagefind shortens an unknown word until something begins with it: that is nothing that was looked for.
 * @param {Fragment} page
 * @param {string[]} words
 */
const holds = (page, words) => has(page.content, words);

/**
 * @param {string} content
 * @param {string[]} words
 */
function has(content, words) {
  const text = normal(content);
  return words.every((word) => text.includes(stem(normal(word))));
}

/**
 * Enough of a word to know it by in other endings; short words and numbers as they are.
 * @param {string} word
 */
const stem = (word) => (word.length < 5 || /\d/.test(word) ? word : word.slice(0, Math.ceil(word.length * 0.7)));

/**
 * The stretch of the prose that has most of the words looked for; empty if it has none.
 * @param {string} content
 * @param {string[]} words
 * @returns {[string, boolean][]}
 */
function excerpt(content, words) {
  const shown = content.split(END_OF_PROSE)[0].split(/\s+/);
  const stems = words.map((word) => stem(normal(word)));
  const found = shown.map((word) => stems.findIndex((start) => begins(normal(word), start)));
  let [from, most] = [0, 0];
  found.forEach((hit, place) => {
    const distinct = hit < 0 ? 0 : new Set(found.slice(place, place + WORDS_SHOWN - WORDS_BEFORE).filter((other) => other >= 0)).size;
    if (distinct > most) [from, most] = [Math.max(0, place - WORDS_BEFORE), distinct];
  });
  if (!most) return [];
  const to = from + WORDS_SHOWN;
  /** @type {[string, boolean][]} */
  const cut = shown.slice(from, to).map((word, place) => [`${word} `, found[from + place] >= 0]);
  if (from) cut.unshift(["… ", false]);
  if (to < shown.length) cut.push(["…", false]);
  return cut;
}

/**
 * @param {string} word
 * @param {string} start
 */
const begins = (word, start) => (start.length < 3 ? word === start : word.startsWith(start));
