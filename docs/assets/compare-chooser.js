// The page compare/: columns are chosen by name; the address says which (?m=bert,llama:13b&only=differences).
import "./compare.js";
import { called, modelsOf, nearest, sizeCalled } from "./compare-names.js";
import { ModelPicker } from "./compare-picker.js";
import { tableOf } from "./compare-table.js";
import "./names.js"; // so that it is fetched with those that need it, and not after them

const MOST = 6;
const DATA = new URL("data/", import.meta.url);

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const loaded = new Map();
const json = (path) => {
  if (!loaded.has(path)) {
    const answer = fetch(new URL(path, DATA)).then((response) => (response.ok ? response.json() : Promise.reject(new Error(path))));
    loaded.set(path, answer);
    answer.catch(() => loaded.delete(path)); // asked again next time
  }
  return loaded.get(path);
};
const dataOf = (id) => json(`compare/${encodeURIComponent(id)}.json`);

class ModelCompare extends HTMLElement {
  async connectedCallback() {
    this.members = [];
    this.notes = make("div", { className: "compare-notes" });
    this.notes.setAttribute("role", "status");
    this.chosen = make("ul", { className: "compare-chosen" });
    this.chosen.setAttribute("aria-label", "Chosen");
    this.place = make("div");
    this.classList.add("controls");
    try {
      const [names, definitions] = await Promise.all([json("names.json"), json("compare.json")]);
      [this.models, this.definitions] = [modelsOf(names), definitions];
    } catch {
      this.append(make("p", { className: "note", textContent: "The list of models could not be loaded. Try again, or take a ready-made comparison below." }));
      return;
    }
    this.picker = new ModelPicker(this.models, dataOf, (id, variant) => this.add(id, variant));
    const choose = make("div", { className: "compare-choose", hidden: true }, this.chosen, this.picker.element);
    this.append(choose, this.notes, this.place);
    addEventListener("popstate", () => this.load());
    await this.load();
    choose.hidden = false; // not before the chosen are there, so that the field does not move
  }

  /** Show what the address says. */
  async load() {
    const parameters = new URLSearchParams(location.search);
    const tokens = (parameters.get("m") ?? "").split(",").map((token) => token.trim()).filter(Boolean);
    this.only = parameters.get("only") === "differences";
    this.notes.replaceChildren();
    const found = await Promise.all(tokens.slice(0, 60).map((token) => this.resolve(token)));
    const members = [...new Map(found.filter(Boolean).map((member) => [`${member.id}:${member.variant ?? ""}`, member])).values()];
    if (members.length > MOST) {
      this.note(`At most ${MOST} columns fit: the first ${MOST} of ${members.length} are shown.`);
    }
    this.members = members.slice(0, MOST);
    this.show();
    if (tokens.length) this.write("replaceState");
  }

  /** The model and size that a token of the address names, by id, name or alias; a note if there is none. */
  async resolve(token) {
    const [name, size] = token.split(/:(.*)/s);
    const model = called(this.models, name);
    if (!model) return this.unknown(name);
    try {
      const data = await dataOf(model.id);
      const variant = sizeCalled(data, size ?? (name === model.id ? "" : name));
      if (size && !variant) this.note(`${model.name} has no size “${size.slice(0, 60)}”: the whole model is shown.`);
      return { id: model.id, variant, data };
    } catch {
      return this.note(`${model.name} could not be loaded.`);
    }
  }

  unknown(name) {
    const near = nearest(this.models, name);
    const button = make("button", { type: "button", textContent: `Take ${near?.name}` });
    button.addEventListener("click", () => this.add(near.id));
    const text = `“${name.slice(0, 60)}” is not in the atlas.`;
    return this.note(near ? `${text} Did you mean ${near.name}? ` : text, ...(near ? [button] : []));
  }

  note(...children) { this.notes.append(make("p", {}, ...children)); }

  async add(id, variant) {
    if (this.members.length >= MOST) return this.note(`At most ${MOST} columns fit: take one away first.`);
    if (this.members.some((member) => member.id === id && member.variant === variant)) return undefined;
    try {
      const data = await dataOf(id);
      return this.change([...this.members, { id, variant, data }]);
    } catch {
      return this.note("It could not be loaded. Try again.");
    }
  }

  change(members) {
    this.members = members;
    this.notes.replaceChildren();
    this.show();
    this.write("pushState");
  }

  get address() {
    const tokens = this.members.map(({ id, variant }) => (variant ? `${id}:${variant}` : id));
    const query = [tokens.length ? `m=${tokens.join(",")}` : "", this.only ? "only=differences" : ""].filter(Boolean).join("&");
    return query ? `?${query}` : location.pathname;
  }

  write(how) { history[how](null, "", this.address); }

  nameOf({ variant, data }) { return variant ? data.variants[variant].name : data.name; }

  show() {
    const names = this.members.map((member) => this.nameOf(member));
    this.pageTitle ??= document.title;
    document.title = names.length > 1 ? `${names.join(" vs ")} · ${this.pageTitle.split(" · ").pop()}` : this.pageTitle;
    this.chosen.replaceChildren(...this.members.map((member, index) => this.chip(member, index)));
    this.chosen.hidden = !names.length;
    this.picker.isFull = names.length >= MOST;
    this.place.replaceChildren(...(names.length ? this.table(names) : [emptyState()]));
  }

  /** A chosen column: its size, one place to the left, away. */
  chip(member, index) {
    const { data, variant } = member;
    const item = make("li", {}, make("b", { textContent: data.name }));
    const sizes = Object.entries(data.variants);
    if (sizes.length > 1) {
      const select = make("select", {}, make("option", { value: "", textContent: `all ${sizes.length} sizes` }),
        ...sizes.map(([id, { name }]) => make("option", { value: id, textContent: name, selected: id === variant })));
      select.setAttribute("aria-label", `Size of ${data.name}`);
      select.addEventListener("change", () => {
        this.change(this.members.with(index, { ...member, variant: select.value || undefined }));
        this.focusOn(index, "select");
      });
      item.append(" ", select);
    }
    if (index) item.append(this.action("←", `Move ${this.nameOf(member)} left`, () => {
      const order = [...this.members];
      order.splice(index - 1, 0, ...order.splice(index, 1));
      this.change(order);
      this.focusOn(index - 1, "button");
    }));
    item.append(this.action("×", `Remove ${this.nameOf(member)}`, () => {
      this.change(this.members.filter((other) => other !== member));
      this.focusOn(Math.min(index, this.members.length - 1), "button:last-child");
    }));
    return item;
  }

  action(text, label, act) {
    const button = make("button", { type: "button", textContent: text, title: label });
    button.setAttribute("aria-label", label);
    button.addEventListener("click", act);
    return button;
  }

  /** After a change the chips are new: the focus stays where it was, or goes to the field. */
  focusOn(index, selector) { (this.chosen.children[index]?.querySelector(selector) ?? this.picker.input).focus(); }

  table(names) {
    const columns = this.members.map((member, index) => ({ ...member, name: names[index] }));
    const box = make("input", { type: "checkbox", className: "differences-only", checked: this.only });
    box.addEventListener("change", () => { this.only = box.checked; this.write("replaceState"); });
    const tools = make("compare-tools", {}, make("label", {}, box, " Differences only"));
    const ready = this.ready();
    if (ready) tools.append(make("a", { href: ready.href, textContent: "What changed, in sentences" }));
    const frame = make("div", { className: `compare-frame${columns.length > 3 ? ` wide columns-${columns.length}` : ""}` }, tableOf(this.definitions, columns, names.join(" vs ")));
    if (columns.length > 3) {
      frame.tabIndex = 0;
      frame.setAttribute("role", "group");
      frame.setAttribute("aria-label", "Comparison");
    }
    const one = names.length === 1 ? [make("p", { className: "hint", textContent: "Add a second model to see what differs." })] : [];
    return [...one, tools, frame];
  }

  /** The link below to the prebuilt page of the same columns. */
  ready() {
    const id = this.members.map(({ id: model, variant }) => (variant ? `${model}-${variant}` : model)).join("-vs-");
    return document.querySelector(`.ready a[href$="compare/${CSS.escape(id)}/"]`);
  }
}

function emptyState() {
  const text = "Add two models or more: type a name, an alias or a size such as LLaMA-13B. Or start from one of the comparisons below.";
  return make("p", { className: "empty", textContent: text });
}

customElements.define("model-compare", ModelCompare);
