// The data that scripts of pages fetch. What two files say of a model is joined by its id: they may be of two builds.

/**
 * All names of models by id, with bars between them; the first is the one that is shown.
 * @typedef {{ models: Record<string, string> }} NamesFile
 */

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
