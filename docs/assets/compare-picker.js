// A field that finds models and their sizes by name: a combobox after the ARIA Authoring Practices.
import { begunBy, called, holding, nearest, sizeCalled, sizeForm } from "./compare-names.js";
import { normal } from "./names.js";

const SHOWN = 8;
const LONGEST = 80;

const make = (tag, properties = {}, ...children) => {
  const { role, ...others } = properties;
  const element = Object.assign(document.createElement(tag), others);
  if (role) element.setAttribute("role", role);
  element.append(...children);
  return element;
};

export class ModelPicker {
  /** `dataOf(id)` loads a model; `take(id, variant)` is called with what was chosen. */
  constructor(models, dataOf, take) {
    Object.assign(this, { models, dataOf, take, options: [], active: -1, turn: 0 });
    this.input = make("input", { id: "compare-add", type: "text", maxLength: LONGEST, autocomplete: "off", spellcheck: false, role: "combobox", placeholder: "Name, alias or size" });
    for (const [name, value] of [["aria-autocomplete", "list"], ["aria-controls", "compare-options"], ["aria-expanded", "false"]]) this.input.setAttribute(name, value);
    this.list = make("ul", { id: "compare-options", role: "listbox", hidden: true });
    this.list.setAttribute("aria-label", "Models");
    this.status = make("p", { className: "visually-hidden", role: "status" });
    const label = make("label", { htmlFor: "compare-add", textContent: "Add a model" });
    this.element = make("div", { className: "compare-picker" }, label, this.input, this.list, this.status);
    this.input.addEventListener("input", () => this.find());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose([...this.list.children].indexOf(option));
    });
  }

  set isFull(full) {
    this.input.disabled = full;
    this.input.placeholder = full ? "Six columns are chosen" : "Name, alias or size";
  }

  /** Shows what a text finds; sizes follow when their models are loaded. `found` is fulfilled when all is shown. */
  find() {
    const text = this.input.value.trim().slice(0, LONGEST);
    const turn = ++this.turn;
    if (!normal(text)) {
      this.close();
      return;
    }
    this.moved = false;
    const direct = holding(this.models, text).slice(0, SHOWN).map((model) => ({ model, also: alias(model, text) }));
    this.show(direct, text);
    this.found = this.sizes(text).then((sizes) => {
      if (turn === this.turn && sizes.length) this.show([...sizes, ...direct].slice(0, SHOWN), text);
    });
  }

  /** Sizes that a text names: `opt-13b`, or an alias such as LLaMA-13B. */
  async sizes(text) {
    const near = [...new Set([called(this.models, text), ...begunBy(this.models, text).slice(0, 2)])].filter(Boolean);
    const found = await Promise.all(near.map(async (model) => {
      const data = await this.dataOf(model.id).catch(() => ({ variants: {} }));
      const key = sizeForm(text);
      const exact = sizeCalled(data, text);
      return Object.entries(data.variants)
        .filter(([id, { name }]) => Object.keys(data.variants).length > 1 && normal(text) !== normal(model.name) && (id === exact || sizeForm(name).startsWith(key)))
        .sort(([one], [other]) => (other === exact) - (one === exact))
        .map(([variant, { name }]) => ({ model, variant, name }));
    }));
    return found.flat();
  }

  show(options, text) {
    const kept = this.moved && this.options[this.active]; // what was chosen stays so while more arrives
    const near = options.length ? undefined : nearest(this.models, text);
    this.options = near ? [{ model: near, also: "did you mean this?" }] : options;
    this.list.replaceChildren(...this.options.map(({ model, name, also }, index) => {
      const extra = name ? model.name : also;
      const parts = [make("span", { textContent: name ?? model.name }), ...(extra ? [" ", make("small", { textContent: extra })] : [])];
      return make("li", { role: "option", id: `compare-option-${index}` }, ...parts);
    }));
    if (!this.options.length) this.list.append(make("li", { className: "nothing", role: "option", ariaDisabled: "true", textContent: "No model goes by that name" }));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.status.textContent = this.options.length ? `${this.options.length} found` : "Nothing found";
    const place = kept ? this.options.findIndex(({ model, variant }) => model === kept.model && variant === kept.variant) : 0;
    this.mark(this.options.length ? Math.max(0, place) : -1);
  }

  mark(index) {
    this.active = index;
    [...this.list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    if (index < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `compare-option-${index}`);
    this.list.children[index]?.scrollIntoView({ block: "nearest" });
  }

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

  onKey(event) {
    const { length } = this.options;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.list.hidden) this.find();
    else if (step && length) this.move(step);
    else if (event.key === "Enter" && !this.list.hidden && this.active >= 0) this.enter();
    else if (event.key === "Enter" && this.input.value) this.find();
    else if (event.key === "Escape" && !this.list.hidden) this.close();
    else return;
    event.preventDefault();
  }

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

/** The name by which a model was found, if it is not the one that is shown. */
function alias(model, text) {
  const key = normal(text);
  return normal(model.name).includes(key) ? "" : model.all.find((name) => normal(name).includes(key)) ?? "";
}
