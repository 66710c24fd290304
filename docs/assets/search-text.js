// Full-text search by Pagefind, whose program and index are fetched when first needed. Only plain text comes back.
import { plain } from "./names.js";
import { wordsOf } from "./search-match.js";

const END_OF_PROSE = "\u2e3a"; // after it come names and references, to be found but not shown
const WORDS_BEFORE = 6;
const WORDS_SHOWN = 26;
let loading;

/** Pagefind, or a rejection: there is no index, or the policy of the site forbids WebAssembly. */
function pagefind(root) {
  loading ??= (async () => {
    const program = await import(new URL("pagefind/pagefind.js", root).href);
    await program.options({ noWorker: true });
    await program.init();
    return program;
  })();
  return loading;
}

/**
 * What has the words of a query, best first: {texts: [{address, excerpt}], rest}, at most so many (each is a request of
 * 1 to 2 KB), and how many more there are. An excerpt is [[text, isMarked]].
 */
export async function byText(root, query, most) {
  const words = wordsOf(query);
  const { results } = await (await pagefind(root)).search(words.join(" "));
  const pages = await Promise.all(results.slice(0, most).map((result) => result.data()));
  const texts = pages.filter((page) => holds(page, words)).map((page) => ({
    address: (page.raw_url ?? page.url).replace(/^\//, ""),
    excerpt: excerpt(page.content, words),
  }));
  return { texts, rest: texts.length ? results.length - pages.length : 0 };
}

/** Pagefind shortens an unknown word until something begins with it: that is nothing that was looked for. */
function holds(page, words) {
  const text = plain(page.content);
  return words.every((word) => text.includes(stem(plain(word))));
}

/** Enough of a word to know it by in other endings; short words and numbers as they are. */
const stem = (word) => (word.length < 5 || /\d/.test(word) ? word : word.slice(0, Math.ceil(word.length * 0.7)));

/** The stretch of the prose that has most of the words looked for; empty if it has none. */
function excerpt(content, words) {
  const shown = content.split(END_OF_PROSE)[0].split(/\s+/);
  const stems = words.map((word) => stem(plain(word)));
  const found = shown.map((word) => stems.findIndex((start) => begins(plain(word), start)));
  let [from, most] = [0, 0];
  found.forEach((hit, place) => {
    const distinct = hit < 0 ? 0 : new Set(found.slice(place, place + WORDS_SHOWN - WORDS_BEFORE).filter((other) => other >= 0)).size;
    if (distinct > most) [from, most] = [Math.max(0, place - WORDS_BEFORE), distinct];
  });
  if (!most) return [];
  const to = from + WORDS_SHOWN;
  const cut = shown.slice(from, to).map((word, place) => [`${word} `, found[from + place] >= 0]);
  return [...(from ? [["… ", false]] : []), ...cut, ...(to < shown.length ? [["…", false]] : [])];
}

const begins = (word, start) => (start.length < 3 ? word === start : word.startsWith(start));
