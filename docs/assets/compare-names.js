// Finding models by what people call them.
import { distance, normal } from "./names.js";

/** The models of names.json: [{id, name, keys}], keys being all names in normal form. */
export function modelsOf(names) {
  return Object.entries(names.models).map(([id, all]) => ({ id, name: all[0], all, keys: [...new Set([id, ...all].map(normal))] }));
}

/** The model that goes by exactly this id, name or alias. */
export function called(models, text) {
  const key = normal(text);
  return models.find((model) => model.id === text) ?? models.find((model) => model.keys.includes(key));
}

/** Models whose names hold a text, those first that begin with it. */
export function holding(models, text) {
  const key = normal(text);
  const place = (model) => Math.min(...model.keys.map((name) => rank(name.indexOf(key), name)));
  return models.map((model) => [place(model), model]).filter(([found]) => found < Infinity)
    .sort(([a, one], [b, other]) => a - b || one.name.localeCompare(other.name)).map(([, model]) => model);
}

const rank = (index, name) => (index < 0 ? Infinity : (index ? 1000 : 0) + name.length);

/** Models with whose name a text begins: `opt-13b` begins with OPT. The longest name first. */
export function begunBy(models, text) {
  const key = normal(text);
  const length = (model) => Math.max(0, ...model.keys.filter((name) => name.length > 1 && key.startsWith(name)).map((name) => name.length));
  return models.map((model) => [length(model), model]).filter(([found]) => found)
    .sort(([a], [b]) => b - a).map(([, model]) => model);
}

/** The model whose name is nearest to a mistyped one; undefined if none is near. */
export function nearest(models, text) {
  const key = normal(text).slice(0, 40);
  let best, least = Math.max(1, Math.floor(key.length / 3)) + 1;
  for (const model of models) {
    for (const name of model.keys) {
      const steps = distance(key, name, least - 1);
      if (steps < least) [least, best] = [steps, model];
    }
  }
  return best;
}

/** The normal form of the name of a size, in which OPT-1.3B and OPT-13B are not the same. */
export const sizeForm = (text) => normal(text.replace(/(\d)[.\-_](?=\d)/g, "$1,"));

/** The size of a loaded model that goes by an id or name, in full or without the model's own name. */
export function sizeCalled(data, text) {
  const key = sizeForm(text);
  if (!key) return undefined;
  if (Object.hasOwn(data.variants, text)) return text;
  const found = Object.entries(data.variants).find(([id, { name }]) =>
    [id, name, name.startsWith(data.name) ? name.slice(data.name.length) : name].some((own) => sizeForm(own) === key));
  return found?.[0];
}
