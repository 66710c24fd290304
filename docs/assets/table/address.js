// What a table shows, as its address says it: ?org=meta,google&year=2021-&find=llama&sort=-parameters&columns=layers,tokens

const LONGEST = 80;

/** @typedef {Map<string, Set<string>>} Chosen the values that are chosen, by facet */
/**
 * `columns`: in place of those of the page; `variants`: whether rows are variants.
 * @typedef {object} State
 * @property {string} find
 * @property {{ column: string, descending: boolean } | null} sort
 * @property {string[] | null} columns
 * @property {boolean} variants
 * @property {Chosen} chosen
 */

/**
 * The state of a fresh page.
 * @returns {State}
 */
export const nothing = () => ({ find: "", sort: null, columns: null, variants: false, chosen: new Map() });

/**
 * The state that an address describes. What is not known here is left out, and named in `unknown`.
 * @param {string} search with its question mark
 * @param {Map<string, string[]>} facets the values on the page
 * @param {Set<string>} columns ids of all columns
 */
export function read(search, facets, columns) {
  const state = nothing();
  /** @type {string[]} */
  const unknown = [];
  /** @type {(name: string, ids: string[], is: (id: string) => boolean) => string[]} */
  const known = (name, ids, is) => {
    unknown.push(...ids.filter((id) => !is(id)).map((id) => `${name} “${id.slice(0, 40)}”`));
    return ids.filter(is);
  };
  for (const [name, text] of new URLSearchParams(search)) {
    const ids = [...new Set(text.split(","))].filter(Boolean);
    const values = facets.get(name);
    if (name === "find") state.find = text.slice(0, LONGEST);
    else if (name === "rows") state.variants = known(name, ids, (id) => id === "variants").length > 0;
    else if (name === "columns") state.columns = known(name, ids, (id) => columns.has(id));
    else if (name === "sort") {
      const [column] = known(name, [text.replace(/^-/, "")], (id) => id === "model" || columns.has(id));
      if (column) state.sort = { column, descending: text.startsWith("-") };
    } else if (values) {
      const all = ids.flatMap((id) => (values.includes(id) ? id : name === "year" ? range(id, values) : id));
      const found = known(name, all, (id) => values.includes(id));
      if (found.length) state.chosen.set(name, new Set(found));
    } else unknown.push(`“${name.slice(0, 40)}”`);
  }
  if (state.columns && !state.columns.length) state.columns = null;
  return { state, unknown };
}

/**
 * `2021-`, `-2022` or `2019-2021` as the years of the page that lie in it; any other text as it is.
 * @param {string} text
 * @param {string[]} years
 */
function range(text, years) {
  const [, from, to] = text.match(/^(\d{4})?-(\d{4})?$/) ?? [];
  if (!from && !to) return text;
  return years.filter((year) => (!from || year >= from) && (!to || year <= to));
}

/**
 * The query of a state, with its question mark; empty for that of a fresh page.
 * @param {State} state
 * @param {Map<string, string[]>} facets
 * @param {string[]} [without] keys to leave out
 */
export function write(state, facets, without = []) {
  /** @type {[string, string[]][]} */
  const parts = [...state.chosen].map(([id, values]) => [id, id === "year" ? years(values, facets.get(id) ?? []) : [...values]]);
  parts.push(["find", state.find ? [state.find] : []]);
  parts.push(["sort", state.sort ? [(state.sort.descending ? "-" : "") + state.sort.column] : []]);
  parts.push(["columns", state.columns ?? []], ["rows", state.variants ? ["variants"] : []]);
  const written = parts.filter(([name, values]) => values.length && !without.includes(name));
  const text = written.map(([name, values]) => `${name}=${values.map(encodeURIComponent).join(",")}`).join("&");
  return text && `?${text}`;
}

/**
 * Years in a row as a range, open at the end where it reaches that of the page.
 * @param {Set<string>} values
 * @param {string[]} all
 */
function years(values, all) {
  const order = [...all].sort();
  const [from, to] = ends(values, all);
  if (!from && !to) return [...values];
  if (from === to) return [from];
  return [`${from === order[0] ? "" : from}-${to === order.at(-1) ? "" : to}`];
}

/**
 * [first, last] of years that leave out none between them; [] otherwise.
 * @param {Set<string>} values
 * @param {string[]} all
 */
export function ends(values, all) {
  const order = [...all].sort();
  const places = [...values].map((year) => order.indexOf(year)).sort((a, b) => a - b);
  const [first, last] = [places[0], places[places.length - 1]];
  return places.length && last - first === places.length - 1 ? [order[first], order[last]] : [];
}
