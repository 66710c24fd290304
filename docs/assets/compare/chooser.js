// The page compare/: columns are chosen by name; the address says which (?m=bert,llama:13b&only=differences).
import "./compare.js";
import { called, modelsOf, nearly, sizeCalled } from "./model-names.js";
import { ModelPicker } from "./picker.js";
import { tableOf } from "./comparison-table.js";
import { data, failure, modelNames } from "../base/data.js";
import { make } from "../base/elements.js";
import { identifiedModel } from "../base/identifiers.js";
import "../base/names.js"; // so that it is fetched with those that need it, and not after them

/** @import { Model } from "./model-names.js" */
/** @import { Definitions, Member, ModelFile } from "./comparison-table.js" */
/** @import { Child } from "../base/elements.js" */

const MOST = 6;

/**
 * @param {string} id
 * @returns {Promise<ModelFile>}
 */
const dataOf = async (id) => /** @type {ModelFile} */ (await data(`compare/${encodeURIComponent(id)}`));

class ModelCompare extends HTMLElement {
  async connectedCallback() {
    this.classList.add("controls");
    const loaded = await Promise.all([modelNames(), data("compare")]).catch(() => undefined);
    if (!loaded) {
      const words = await failure("The list of models could not be loaded. Try again, or take a ready-made comparison below.");
      this.append(make("p", { className: "note" }, ...words));
      return;
    }
    const [names, definitions] = loaded;
    await new Chooser(this, modelsOf(names), /** @type {Definitions} */ (definitions)).start();
  }
}

class Chooser {
  /** @type {Member[]} */
  members = [];
  only = false;
  pageTitle = document.title;
  notes = make("div", { className: "compare-notes", role: "status" });
  chosen = make("ul", { className: "compare-chosen", "aria-label": "Chosen" });
  place = make("div");

  /**
   * @param {HTMLElement} host
   * @param {Model[]} models
   * @param {Definitions} definitions
   */
  constructor(host, models, definitions) {
    this.models = models;
    this.definitions = definitions;
    this.picker = new ModelPicker(models, dataOf, (id, variant) => this.add(id, variant));
    this.choose = make("div", { className: "compare-choose", hidden: true }, this.chosen, this.picker.element);
    host.append(this.choose, this.notes, this.place);
    addEventListener("popstate", () => this.load());
  }

  async start() {
    await this.load();
    this.choose.hidden = false; // not before the chosen are there, so that the field does not move
  }

  /** Show what the address says. */
  async load() {
    const parameters = new URLSearchParams(location.search);
    const tokens = (parameters.get("m") ?? "").split(",").map((token) => token.trim()).filter(Boolean);
    this.only = parameters.get("only") === "differences";
    this.notes.replaceChildren();
    /** @type {string[]} */
    const missing = [];
    const found = await Promise.all(tokens.slice(0, 60).map((token) => this.resolve(token, missing)));
    const members = [...new Map(found.flatMap((member) => member ?? []).map((member) => [`${member.id}:${member.variant ?? ""}`, member])).values()];
    if (members.length > MOST) {
      this.note(`At most ${MOST} columns fit: the first ${MOST} of ${members.length} are shown.`);
    }
    this.members = members.slice(0, MOST);
    this.show();
    if (missing.length) this.note(...await failure(`${missing.join(", ")} could not be loaded.`));
    else if (tokens.length) this.write("replaceState");
  }

  /**
   * The model and size that a token of the address names, by id, name or alias; a note if there is none.
   * @param {string} token
   * @param {string[]} missing the names of what could not be loaded
   * @returns {Promise<Member | undefined>}
   */
  async resolve(token, missing) {
    const [name, size] = token.split(/:(.*)/s);
    const id = await identifiedModel(name);
    const model = this.models.find((own) => own.id === id) ?? called(this.models, name);
    if (!model) {
      this.unknown(name);
      return undefined;
    }
    const file = await dataOf(model.id).catch(() => undefined);
    if (!file) {
      missing.push(model.name);
      return undefined;
    }
    const variant = sizeCalled(file, size ?? (id || name === model.id ? "" : name));
    if (size && !variant) this.note(`${model.name} has no size “${size.slice(0, 60)}”: the whole model is shown.`);
    return { id: model.id, variant, data: file };
  }

  /** @param {string} name */
  unknown(name) {
    const text = `“${name.slice(0, 60)}” is not in the atlas.`;
    const near = nearly(this.models, name);
    if (near) this.note(`${text} Did you mean ${near.name}? `, this.button(`Take ${near.name}`, () => this.add(near.id)));
    else this.note(text);
  }

  /** @param {...Child} children */
  note(...children) { this.notes.append(make("p", {}, ...children)); }

  /**
   * @param {string} id
   * @param {string} [variant]
   */
  async add(id, variant) {
    if (this.members.length >= MOST) this.note(`At most ${MOST} columns fit: take one away first.`);
    else if (!this.members.some((member) => member.id === id && member.variant === variant)) {
      const file = await dataOf(id).catch(() => undefined);
      if (file) this.change([...this.members, { id, variant, data: file }]);
      else this.note(...await failure("It could not be loaded. Try again.", () => addressOf([...this.members, { id, variant }], this.only)));
    }
  }

  /** @param {Member[]} members */
  change(members) {
    this.members = members;
    this.notes.replaceChildren();
    this.show();
    this.write("pushState");
  }

  /** @param {"pushState" | "replaceState"} how */
  write(how) { history[how](null, "", addressOf(this.members, this.only)); }

  /** @param {Member} member */
  nameOf({ variant, data: { name, variants } }) { return variant ? variants[variant].name : name; }

  show() {
    const names = this.members.map((member) => this.nameOf(member));
    document.title = names.length > 1 ? `${names.join(" vs ")} · ${this.pageTitle.split(" · ").pop()}` : this.pageTitle;
    this.chosen.replaceChildren(...this.members.map((member, index) => this.chip(member, index)));
    this.chosen.hidden = !names.length;
    this.picker.isFull = names.length >= MOST;
    this.place.replaceChildren(...(names.length ? this.table(names) : [emptyState()]));
  }

  /**
   * A chosen column: its size, one place to the left, away.
   * @param {Member} member
   * @param {number} index
   */
  chip(member, index) {
    const { name, variants } = member.data;
    const item = make("li", {}, make("b", { textContent: name }));
    const sizes = Object.entries(variants);
    if (sizes.length > 1) {
      const select = make("select", { "aria-label": `Size of ${name}` }, new Option(`all ${sizes.length} sizes`, ""),
        ...sizes.map(([id, size]) => new Option(size.name, id, false, id === member.variant)));
      select.addEventListener("change", () => {
        this.change(this.members.with(index, { ...member, variant: select.value || undefined }));
        this.focusOn(index, "select");
      });
      item.append(" ", select);
    }
    if (index) item.append(this.button("←", () => {
      const order = [...this.members];
      order.splice(index - 1, 0, ...order.splice(index, 1));
      this.change(order);
      this.focusOn(index - 1, "button");
    }, `Move ${this.nameOf(member)} left`));
    item.append(this.button("×", () => {
      this.change(this.members.filter((other) => other !== member));
      this.focusOn(Math.min(index, this.members.length - 1), "button:last-child");
    }, `Remove ${this.nameOf(member)}`));
    return item;
  }

  /**
   * @param {string} text
   * @param {() => void} act
   * @param {string} [label] where a sign does not say it
   */
  button(text, act, label) {
    const button = make("button", { type: "button", textContent: text, ...(label && { title: label, "aria-label": label }) });
    button.addEventListener("click", act);
    return button;
  }

  /**
   * After a change the chips are new: the focus stays where it was, or goes to the field.
   * @param {number} index
   * @param {"select" | "button" | "button:last-child"} selector
   */
  focusOn(index, selector) {
    const found = this.chosen.children[index]?.querySelector(/** @type {"button"} */ (selector));
    (found ?? this.picker.input).focus();
  }

  /** @param {string[]} names */
  table(names) {
    const columns = this.members.map((member, index) => ({ ...member, name: names[index] }));
    const box = make("input", { type: "checkbox", className: "differences-only", checked: this.only });
    box.addEventListener("change", () => { this.only = box.checked; this.write("replaceState"); });
    const ready = this.ready();
    const tools = make("compare-tools", {}, make("label", {}, box, " Differences only"),
      ready && make("a", { href: ready.href, textContent: "What changed, in sentences" }));
    const table = tableOf(this.definitions, columns, names.join(" vs "));
    const frame = columns.length > 3
      ? make("div", { className: `compare-frame wide columns-${columns.length}`, tabIndex: 0, role: "group", "aria-label": "Comparison" }, table)
      : make("div", { className: "compare-frame" }, table);
    const one = names.length === 1 ? [make("p", { className: "hint", textContent: "Add a second model to see what differs." })] : [];
    return [...one, tools, frame];
  }

  /**
   * The link below to the prebuilt page of the same columns.
   * @returns {HTMLAnchorElement | null}
   */
  ready() {
    const id = this.members.map(({ id: model, variant }) => (variant ? `${model}-${variant}` : model)).join("-vs-");
    return document.querySelector(/** @type {"a"} */ (`.ready a[href$="compare/${CSS.escape(id)}/"]`));
  }
}

/**
 * The address of this page with these columns.
 * @param {{ id: string, variant?: string }[]} members
 * @param {boolean} only whether it shows differences only
 */
function addressOf(members, only) {
  const tokens = members.map(({ id, variant }) => (variant ? `${id}:${variant}` : id));
  const query = [tokens.length ? `m=${tokens.join(",")}` : "", only ? "only=differences" : ""].filter(Boolean).join("&");
  return query ? `?${query}` : location.pathname;
}

function emptyState() {
  const text = "Add two models or more: type a name, an alias or a size such as LLaMA-13B. Or start from one of the comparisons below.";
  return make("p", { className: "empty", textContent: text });
}

customElements.define("model-compare", ModelCompare);
