// The data that scripts of pages fetch, which is that of their own build; and what to say when it cannot be had.
import { make } from "./elements.js";

/**
 * All names of models by id, with bars between them; the first is the one that is shown.
 * @typedef {{ models: Record<string, string> }} NamesFile
 */

/** The address of the site: assets lie below it, in the folder of their build. */
export const ROOT = new URL(import.meta.url.slice(0, import.meta.url.lastIndexOf("/assets/") + 1));

/** @type {Map<string, Promise<unknown>>} */
const asked = new Map();

/**
 * A file of `assets/data`, fetched once, and again after a failure. Who asks says what is in it.
 * @param {string} name
 * @returns {Promise<unknown>}
 */
export function data(name) {
  const known = asked.get(name);
  if (known) return known;
  const answer = fetch(new URL(`../data/${name}.json`, import.meta.url)).then((response) => {
    if (!response.ok) throw new Error(`${response.status} ${name}`);
    return response.json();
  });
  asked.set(name, answer);
  answer.catch(() => asked.delete(name));
  return answer;
}

/**
 * The names of every model: [id, names].
 * @returns {Promise<[string, string[]][]>}
 */
export async function modelNames() {
  const { models } = /** @type {NamesFile} */ (await data("names"));
  return Object.entries(models).map(([id, names]) => [id, names.split("|")]);
}

/**
 * What to say when something could not be fetched: the text, and if that is the reason, that the atlas was published
 * anew since this page was opened, with a button that opens an address in it.
 * @param {string} text what it means for the reader
 * @param {() => string} [address] of the page as it is to be; without, as it is
 * @returns {Promise<(Node | string)[]>}
 */
export async function failure(text, address = () => location.href) {
  if (!await isOld()) return [text];
  const button = make("button", { type: "button", textContent: "Reload the page" });
  button.addEventListener("click", () => {
    if (address() === location.href) location.reload();
    else location.assign(address());
  });
  return [`${text} The atlas was updated while this page was open. `, button];
}

/** Whether the page at this address now names another folder of assets than this script is in. */
async function isOld() {
  const [own] = import.meta.url.match(/\/assets\/[0-9a-f]{12}\//) ?? [];
  const page = await fetch(location.href, { cache: "reload" }).then((answer) => answer.text(), () => "");
  return own !== undefined && /\/assets\/[0-9a-f]{12}\//.test(page) && !page.includes(own);
}
