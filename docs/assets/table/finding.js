// Finds models, and counts what further filters would find. The data are those of `views/table_data.py`.

/** As in names.js, which would be one more file that every table waits for. */
const normal = (text) => text.normalize("NFKC").replace(/[\s\-_.]+/g, "").toLowerCase();

export class Finding {
  /** data: of finding.json; ids: of the models on the page. */
  constructor(data, ids) {
    const on = new Set(ids);
    this.facets = Object.entries(data.facets).map(([id, { values }]) => ({ id, values }));
    this.others = data.others;
    this.models = data.models.map(([id, names, variants], index) => this.model(data, index, id, names, variants)).filter((m) => on.has(m.id));
    this.byId = new Map(this.models.map((model) => [model.id, model]));
  }

  model(data, index, id, names, variants) {
    const places = Object.values(data.facets).map(({ at }) => at[index]);
    const keys = Object.keys(variants);
    const own = (keys.length ? keys : [null]).map((key, number) => ({
      key, number: number + 1, name: variants[key], places: places.map((at) => (Array.isArray(at) ? at[number] : at)),
    }));
    return { id, index, names, uses: data.uses[index], variants: own };
  }

  /** Models whose names hold what was typed, or whose technique or maker has that name; if there are none, those that
   * have every word of it in a name or in the name of these. */
  named(text) {
    const whole = normal(text);
    if (!whole) return null;
    const found = this.models.filter((model) => model.names.includes(whole));
    const using = this.using((names) => names.split("|").includes(whole));
    if (found.length || using.length) return new Set([...found, ...using]);
    const words = text.split(/\s+/).map(normal).filter(Boolean);
    const byWord = words.map((word) => new Set(this.using((names) => names.includes(word))));
    return new Set(this.models.filter((model) => words.every((word, i) => model.names.includes(word) || byWord[i].has(model))));
  }

  /** The models with a technique or a maker whose names fit. */
  using(fit) {
    const others = new Set(this.others.flatMap((names, place) => (fit(names) ? [place] : [])));
    return this.models.filter((model) => model.uses.some((place) => others.has(place)));
  }

  /** For each facet, which of its sets of values hold a chosen one; null where the facet is not in use. */
  passes(chosen) {
    return this.facets.map(({ id, values }) => chosen.get(id) && values.map((own) => own.some((value) => chosen.get(id).has(value))));
  }

  /**
   * { models: [{ model, variants }], counts: Map of facet -> Map of value -> number }.
   * A model is found when one of its variants passes all facets. Counted are the models (or variants) that a value
   * would find beside the choices in the other facets.
   */
  find({ find, chosen, variants }) {
    const named = this.named(find);
    const passes = this.passes(chosen);
    const counts = this.facets.map(() => new Map());
    const last = this.facets.map(() => new Map());
    const models = [];
    this.models.forEach((model, stamp) => {
      if (named && !named.has(model)) return;
      const passing = [];
      model.variants.forEach((variant, number) => {
        const failed = passes.flatMap((pass, i) => (pass && !pass[variant.places[i]] ? [i] : []));
        if (failed.length > 1) return;
        if (!failed.length) passing.push(variant);
        const mark = variants ? stamp + number / 1000 : stamp;
        for (const i of failed.length ? failed : this.facets.keys()) {
          for (const value of this.facets[i].values[variant.places[i]]) {
            if (last[i].get(value) === mark) continue;
            last[i].set(value, mark);
            counts[i].set(value, (counts[i].get(value) ?? 0) + 1);
          }
        }
      });
      if (passing.length) models.push({ model, variants: passing });
    });
    return { models, counts: new Map(this.facets.map(({ id }, i) => [id, counts[i]])) };
  }
}
