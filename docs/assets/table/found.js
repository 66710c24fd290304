// What a state of the table finds: rows in their order, and what has to be fetched for it.
import { data, modelNames } from "../base/data.js";
import { identifiedModel } from "../base/identifiers.js";
import { Finding } from "./finding.js";
import { Cells, sorted } from "./rows.js";

/** @import { State } from "./address.js" */
/** @import { Facets } from "./facets.js" */
/** @import { FindingFile, Result, Variant } from "./finding.js" */
/** @import { CellsFile, Heads, Row } from "./rows.js" */

/** @param {State} state */
export const isFiltered = ({ find, chosen }) => Boolean(find.trim() || chosen.size);

export class Found {
  /** @type {Finding | undefined} */
  finding;
  /** @type {Cells | undefined} */
  cells;
  /** @type {Result | undefined} */
  result;
  /** The id of the model that what was typed identifies. */
  identified = "";
  /** @type {Map<Variant, Row>} */
  variants = new Map();

  /**
   * @param {Row[]} all those of the page
   * @param {Heads} heads
   * @param {Facets} facets
   * @param {string} root the way to the root of the site
   */
  constructor(all, heads, facets, root) {
    this.all = all;
    this.rows = all;
    this.heads = heads;
    this.facets = facets;
    this.root = root;
  }

  /**
   * Fetch what a state needs beyond the page, all at once.
   * @param {State} state
   * @param {string[]} columns
   */
  async load({ find, chosen, variants, sort }, columns) {
    const needsCells = variants || [...columns, sort?.column ?? "model"].some((id) => !this.heads.has(id));
    const [finding, names, cells, identified] = await Promise.all([
      find.trim() || chosen.size || variants ? data("finding") : null,
      find.trim() && !this.finding?.hasNames ? modelNames() : null,
      needsCells ? data("cells") : null,
      identifiedModel(find),
    ]);
    if (finding) this.finding ??= new Finding(/** @type {FindingFile} */ (finding), this.all.map((row) => row.id), this.facets.labels("org"));
    if (names) this.finding?.learn(names);
    this.identified = identified;
    if (cells) this.cells ??= new Cells(/** @type {CellsFile} */ (cells), this.root);
  }

  /**
   * Find what a state asks for, from what is loaded.
   * @param {State} state
   */
  find(state) {
    this.result = this.finding?.find(state, this.identified);
    this.rows = this.sorted(this.matching(state), state);
  }

  /**
   * Rows of the models that are found, or of their variants, in the order of the page.
   * @param {State} state
   */
  matching(state) {
    if (!this.result || !(isFiltered(state) || state.variants)) return this.all;
    const found = new Map(this.result.models.map(({ model, variants }) => [model.id, variants]));
    return this.all.flatMap((row) => {
      const variants = found.get(row.id) ?? [];
      return state.variants ? variants.map((variant) => this.rowOf(row, variant)) : variants.length ? [row] : [];
    });
  }

  /**
   * The row of a variant; of a model without variants its own.
   * @param {Row} row
   * @param {Variant} variant
   */
  rowOf(row, variant) {
    if (variant.key === null) return row;
    const own = this.variants.get(variant) ?? row.ofVariant(variant.key, variant.name);
    this.variants.set(variant, own);
    return own;
  }

  /**
   * @param {Row[]} rows
   * @param {State} state
   */
  sorted(rows, { sort }) {
    if (!sort) return rows;
    const isNumber = this.heads.of(sort.column).dataset.sort === "number";
    return sorted(rows, (row) => (sort.column === "model" ? row.name : this.cell(row, sort.column).dataset.value), isNumber, sort.descending);
  }

  /**
   * @param {Row} row
   * @param {string} column
   */
  cell(row, column) {
    return row.cell(column, (...which) => this.loadedCells.cell(...which));
  }

  get loadedCells() {
    if (!this.cells) throw new Error("Cells are asked for that `load` did not fetch");
    return this.cells;
  }

  /**
   * `3 of 68 models`.
   * @param {State} state
   */
  tally({ variants }) {
    const models = this.finding?.models ?? [];
    const all = variants ? models.reduce((sum, model) => sum + model.variants.length, 0) : this.all.length;
    const what = `${all} ${variants ? "variant" : "model"}${all === 1 ? "" : "s"}`;
    return this.rows.length === all ? what : `${this.rows.length} of ${what}`;
  }
}
