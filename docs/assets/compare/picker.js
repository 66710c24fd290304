// A field that finds models and their sizes by name: a combobox after the ARIA Authoring Practices.
import { begunBy, called, fitting, nearly, sizeCalled, sizeForm } from "./model-names.js";
import { make } from "../base/elements.js";
import { identifiedModel } from "../base/identifiers.js";
import { normal } from "../base/names.js";

/** @import { Model } from "./model-names.js" */
/** @import { ModelFile } from "./comparison-table.js" */
/**
 * A choice: a model, or one of its sizes, which has a name; `also`: what is said beside it.
 * @typedef {{ model: Model, variant?: string, name?: string, also?: string }} Option
 */

const SHOWN = 8;
const LONGEST = 80;
/** @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

export class ModelPicker {
  /** @type {Option[]} */
  options = [];
  active = -1;
  turn = 0;
  moved = false;
  /** @type {Promise<void>} */
  found = Promise.resolve();

  /**
   * @param {Model[]} models
   * @param {(id: string) => Promise<ModelFile>} dataOf loads a model
   * @param {(id: string, variant?: string) => void} take is called with what was chosen
   */
  constructor(models, dataOf, take) {
    this.models = models;
    this.dataOf = dataOf;
    this.take = take;
    this.input = make("input", {
      id: "compare-add", type: "text", maxLength: LONGEST, autocomplete: "off", spellcheck: false, role: "combobox",
      placeholder: "Name, alias or size", "aria-autocomplete": "list", "aria-controls": "compare-options", "aria-expanded": "false",
    });
    this.list = make("ul", { id: "compare-options", role: "listbox", hidden: true, "aria-label": "Models" });
    this.status = make("p", { className: "visually-hidden", role: "status" });
    const label = make("label", { htmlFor: "compare-add", textContent: "Add a model" });
    this.element = make("div", { className: "compare-picker" }, label, this.input, this.list, this.status);
    this.input.addEventListener("input", () => this.find());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", ({ target }) => {
      const option = target instanceof Element ? target.closest("[role=option]") : null;
      if (option) this.choose([...this.list.children].indexOf(option));
    });
  }

  /** @param {boolean} full */
  set isFull(full) {
    this.input.disabled = full;
    this.input.placeholder = full ? "Six columns are chosen" : "Name, alias or size";
  }

  /** Shows what a text finds; sizes follow when their models are loaded, and what an identifier means. `found` is fulfilled when all is shown. */
  find() {
    const text = this.input.value.trim().slice(0, LONGEST);
    const turn = ++this.turn;
    if (!normal(text)) {
      this.close();
      return;
    }
    this.moved = false;
    const direct = fitting(this.models, text).slice(0, SHOWN);
    this.show(direct, text);
    this.found = this.sizes(text).then((sizes) => {
      if (turn === this.turn && sizes.length) this.show([...sizes, ...direct].slice(0, SHOWN), text);
    });
  }

  /**
   * Sizes that a text names: `opt-13b`, or an alias such as LLaMA-13B; or the model that it identifies.
   * @param {string} text
   * @returns {Promise<Option[]>}
   */
  async sizes(text) {
    const id = await identifiedModel(text);
    const identified = this.models.find((model) => model.id === id);
    if (identified) return [{ model: identified }];
    const near = new Set([called(this.models, text) ?? [], ...begunBy(this.models, text).slice(0, 2)].flat());
    const found = await Promise.all([...near].map((model) => this.dataOf(model.id).then((data) => sizesOf(model, data, text), () => [])));
    return found.flat();
  }

  /**
   * @param {Option[]} options
   * @param {string} text
   */
  show(options, text) {
    const kept = this.moved ? this.options[this.active] : undefined; // what was chosen stays so while more arrives
    const near = options.length ? undefined : nearly(this.models, text);
    this.options = near ? [{ model: near, also: "did you mean this?" }] : options;
    this.list.replaceChildren(...this.options.map(({ model, name, also }, index) => {
      const extra = name ? model.name : also;
      const parts = [make("span", { textContent: name ?? model.name }), ...(extra ? [" ", make("small", { textContent: extra })] : [])];
      return make("li", { role: "option", id: `compare-option-${index}` }, ...parts);
    }));
    if (!this.options.length) this.list.append(make("li", { className: "nothing", role: "option", "aria-disabled": "true", textContent: "No model goes by that name" }));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.status.textContent = this.options.length ? `${this.options.length} found` : "Nothing found";
    const place = kept ? this.options.findIndex(({ model, variant }) => model === kept.model && variant === kept.variant) : 0;
    this.mark(this.options.length ? Math.max(0, place) : -1);
  }

  /** @param {number} index */
  mark(index) {
    this.active = index;
    for (const [place, option] of [...this.list.children].entries()) option.setAttribute("aria-selected", String(place === index));
    if (index < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `compare-option-${index}`);
    this.list.children[index]?.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} step */
  move(step) {
    const { length } = this.options;
    this.moved = true;
    this.mark((this.active + step + length) % length);
  }

  /** Chooses what is marked; right after typing, what is marked when all that the text names is there. */
  async enter() {
    const { turn } = this;
    if (!this.moved) await this.found;
    if (turn === this.turn) this.choose(this.active);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { length } = this.options;
    const step = STEPS[event.key];
    if (step && this.list.hidden) this.find();
    else if (step && length) this.move(step);
    else if (event.key === "Enter" && !this.list.hidden) this.enter();
    else if (event.key === "Enter" && this.input.value) this.find();
    else if (event.key === "Escape" && !this.list.hidden) this.close();
    else return;
    event.preventDefault();
  }

  /** @param {number} index */
  choose(index) {
    const option = this.options[index];
    if (!option) return;
    this.input.value = "";
    this.close();
    this.take(option.model.id, option.variant);
    this.input.focus();
  }

  close() {
    this.turn++;
    this.options = [];
    this.list.hidden = true;
    this.list.replaceChildren();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

/**
 * The sizes of a model that a text names, the one of exactly that name first; none if it names the model itself.
 * @param {Model} model
 * @param {ModelFile} data
 * @param {string} text
 * @returns {Option[]}
 */
function sizesOf(model, data, text) {
  const all = Object.entries(data.variants);
  if (all.length < 2 || normal(text) === normal(model.name)) return [];
  const key = sizeForm(text);
  const exact = sizeCalled(data, text);
  return all.filter(([id, { name }]) => id === exact || sizeForm(name).startsWith(key))
    .sort(([one], [other]) => Number(other === exact) - Number(one === exact))
    .map(([variant, { name }]) => ({ model, variant, name }));
}
