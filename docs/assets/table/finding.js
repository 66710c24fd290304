// Finds models, and counts what further filters would find.
import { FIT, match, namesOf, nearest, normal, typed } from "../base/names.js";

/** @import { Names } from "../base/names.js" */
/** @import { Chosen, State } from "./address.js" */
/**
 * finding.json, made by views/table_data.py: the names of the variants of each model; of each facet the distinct sets of
 * values (ids with spaces between), and for each model in that order the place of its own, or those of its variants; the
 * names of techniques (with bars between), and for each model the places of its own.
 * @typedef {object} FindingFile
 * @property {Record<string, Record<string, string>>} models
 * @property {Record<string, { values: string[], at: (number | number[])[] }>} facets
 * @property {string[]} techniques
 * @property {number[][]} uses
 */
/** @typedef {{ key: string | null, name: string, places: number[] }} Variant */
/** @typedef {{ id: string, names: Names, uses: number[], variants: Variant[] }} Model */
/** @typedef {{ models: { model: Model, variants: Variant[] }[], counts: Map<string, Map<string, number>>, isNear: boolean }} Result */

export class Finding {
  /**
   * @param {FindingFile} file
   * @param {string[]} ids of the models on the page
   * @param {Map<string, string>} makers what the organizations of the page are called
   */
  constructor(file, ids, makers) {
    const on = new Set(ids);
    this.facets = Object.entries(file.facets).map(([id, { values }]) => ({ id, values: values.map((own) => own.split(" ").filter(Boolean)) }));
    this.techniques = file.techniques.map((names) => namesOf(names.split("|")));
    this.makers = new Map([...makers].map(([id, name]) => [id, namesOf([name])]));
    this.maker = this.facets.findIndex(({ id }) => id === "org");
    /** @type {Map<string, string[]>} */
    this.known = new Map();
    this.models = Object.entries(file.models).map(([id, variants], index) => modelOf(file, index, id, variants)).filter(({ id }) => on.has(id));
  }

  /**
   * Names of models by id; those of their variants are known already.
   * @param {[string, string[]][]} models
   */
  learn(models) {
    const known = new Map(models);
    for (const model of this.models) model.names = namesOf([...(known.get(model.id) ?? []), ...model.names.all]);
    this.hasNames = true;
  }

  /**
   * Models whose names fit what was typed, or whose technique or maker has that name; if there are none, those that have
   * every word of it in a name or in the name of these; at last those whose names are nearest.
   * @param {string} text
   * @returns {{ named: Set<Model> | null, isNear?: boolean }} null where nothing was typed
   */
  named(text) {
    const asked = typed(text);
    if (!asked.form) return { named: null };
    const found = this.models.filter(({ names }) => match(asked, names).fit > FIT.NONE);
    const named = new Set([...found, ...this.using(({ forms }) => forms.includes(asked.form))]);
    if (named.size) return { named };
    const words = text.split(/\s+/).map(normal).filter(Boolean);
    /** @type {(word: string) => (names: Names) => boolean} */
    const holds = (word) => ({ forms }) => forms.some((name) => name.includes(word));
    const sets = words.map((word) => new Set([...this.models.filter(({ names }) => holds(word)(names)), ...this.using(holds(word))]));
    const inAll = this.models.filter((model) => sets.every((set) => set.has(model)));
    if (inAll.length) return { named: new Set(inAll) };
    return { named: new Set(nearest(this.models, asked).map(({ thing }) => thing)), isNear: true };
  }

  /**
   * The models with a technique or a maker whose names fit.
   * @param {(names: Names) => boolean} fit
   */
  using(fit) {
    const techniques = new Set(this.techniques.flatMap((names, place) => (fit(names) ? [place] : [])));
    const makers = new Set([...this.makers].flatMap(([id, names]) => (fit(names) ? [id] : [])));
    const values = this.facets[this.maker]?.values ?? [];
    const isMaker = values.map((own) => own.some((id) => makers.has(id)));
    return this.models.filter(({ uses, variants }) => uses.some((place) => techniques.has(place)) || variants.some(({ places }) => isMaker[places[this.maker]]));
  }

  /**
   * For each facet, which of its sets of values hold a chosen one; null where the facet is not in use.
   * @param {Chosen} chosen
   */
  passes(chosen) {
    return this.facets.map(({ id, values }) => {
      const own = chosen.get(id);
      return own ? values.map((set) => set.some((value) => own.has(value))) : null;
    });
  }

  /**
   * A model is found when one of its variants passes all facets. Counted are the models (or variants) that a value
   * would find beside the choices in the other facets.
   * @param {State} state
   * @param {string} [identified] the id of the model that what was typed identifies, in place of names
   * @returns {Result}
   */
  find({ find, chosen, variants }, identified) {
    const own = identified ? this.models.filter(({ id }) => id === identified) : [];
    const { named, isNear = false } = own.length ? { named: new Set(own) } : this.named(find);
    const passes = this.passes(chosen);
    const counts = this.facets.map(() => /** @type {Map<string, number>} */ (new Map()));
    const last = this.facets.map(() => /** @type {Map<string, number>} */ (new Map()));
    /** @type {Result["models"]} */
    const models = [];
    for (const [stamp, model] of this.models.entries()) {
      if (named && !named.has(model)) continue;
      /** @type {Variant[]} */
      const passing = [];
      for (const [number, variant] of model.variants.entries()) {
        const failed = passes.flatMap((pass, i) => (pass && !pass[variant.places[i]] ? [i] : []));
        if (failed.length > 1) continue;
        if (!failed.length) passing.push(variant);
        const mark = variants ? stamp + number / 1000 : stamp;
        for (const i of failed.length ? failed : this.facets.keys()) {
          for (const value of this.facets[i].values[variant.places[i]]) {
            if (last[i].get(value) === mark) continue;
            last[i].set(value, mark);
            counts[i].set(value, (counts[i].get(value) ?? 0) + 1);
          }
        }
      }
      if (passing.length) models.push({ model, variants: passing });
    }
    return { models, counts: new Map(this.facets.map(({ id }, i) => [id, counts[i]])), isNear };
  }
}

/**
 * @param {FindingFile} file
 * @param {number} index of the model in the file
 * @param {string} id
 * @param {Record<string, string>} variants
 * @returns {Model}
 */
function modelOf(file, index, id, variants) {
  const places = Object.values(file.facets).map(({ at }) => at[index]);
  /** @type {[string | null, string][]} */
  const own = Object.entries(variants);
  if (!own.length) own.push([null, ""]); // an architecture stands for itself
  return {
    id, names: namesOf(Object.values(variants)), uses: file.uses[index],
    variants: own.map(([key, name], number) => ({ key, name, places: places.map((at) => (Array.isArray(at) ? at[number] : at)) })),
  };
}
