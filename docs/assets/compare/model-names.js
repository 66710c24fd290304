// Models and their sizes, by what people call them.
import { FIT, match, namesOf, nearest, normal, typed } from "../base/names.js";

/** @import { Names } from "../base/names.js" */
/** @import { ModelFile } from "./comparison-table.js" */
/** @typedef {{ id: string, name: string, names: Names }} Model */

/**
 * @param {[string, string[]][]} models their names by id
 * @returns {Model[]}
 */
export const modelsOf = (models) => models.map(([id, all]) => ({ id, name: all[0], names: namesOf([...all, id]) }));

/**
 * The model that goes by exactly this id, name or alias.
 * @param {Model[]} models
 * @param {string} text
 */
export function called(models, text) {
  const asked = typed(text);
  return models.find((model) => model.id === text) ?? models.find((model) => match(asked, model.names).fit === FIT.EXACT);
}

/**
 * Models that a text may mean, best first, each with the alias by which it was found.
 * @param {Model[]} models
 * @param {string} text
 */
export function fitting(models, text) {
  const asked = typed(text);
  return models.map((model) => {
    const { fit, place } = match(asked, model.names);
    const isShown = normal(model.name).includes(asked.form);
    return { model, fit, length: model.names.forms[place].length, also: isShown || !place ? "" : model.names.all[place] };
  }).filter(({ fit }) => fit > FIT.NONE)
    .sort((a, b) => b.fit - a.fit || a.length - b.length || a.model.name.localeCompare(b.model.name));
}

/**
 * Models with whose name a text begins: `opt-13b` begins with OPT. The longest name first.
 * @param {Model[]} models
 * @param {string} text
 */
export function begunBy(models, text) {
  const { form } = typed(text);
  return models.map((model) => {
    const begun = model.names.forms.filter((name) => name.length > 1 && form.startsWith(name));
    return { model, length: Math.max(0, ...begun.map((name) => name.length)) };
  }).filter(({ length }) => length).sort((a, b) => b.length - a.length).map(({ model }) => model);
}

/**
 * The model whose name is nearest to a mistyped one; undefined if none is near.
 * @param {Model[]} models
 * @param {string} text
 */
export const nearly = (models, text) => nearest(models, typed(text), 1)[0]?.thing;

/**
 * The form in which names of sizes are compared: OPT-1.3B and OPT-13B are not the same.
 * @param {string} text
 */
export const sizeForm = (text) => text.replace(/(\d)[.\-_](?=\d)/g, "$1|").split("|").map(normal).join("|");

/**
 * The size of a loaded model that goes by an id or name, in full or without the model's own name.
 * @param {ModelFile} data
 * @param {string} text
 */
export function sizeCalled(data, text) {
  const key = sizeForm(text);
  if (!key) return undefined;
  if (Object.hasOwn(data.variants, text)) return text;
  const found = Object.entries(data.variants).find(([id, { name }]) =>
    [id, name, name.startsWith(data.name) ? name.slice(data.name.length) : name].some((own) => sizeForm(own) === key));
  return found?.[0];
}
