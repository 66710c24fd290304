// The filters beside the table: which values there are, and what is shown as chosen and counted.

import { ends } from "./address.js";

export class Facets {
  /** host: the element that holds the filters; it may have none. */
  constructor(host) {
    this.host = host;
    this.inputs = [...host.querySelectorAll(".facet input")];
    this.values = new Map();
    for (const { name, value } of this.inputs) this.values.set(name, [...(this.values.get(name) ?? []), value]);
    this.ends = [...host.querySelectorAll(".range select")];
    const years = [...(this.values.get("year") ?? [])].sort();
    for (const select of this.ends) select.append(new Option("any", ""), ...years.map((year) => new Option(year)));
  }

  /** What is chosen after an input was changed; null if the input is no filter. */
  chosen(input, before) {
    const name = this.ends.includes(input) ? "year" : input.name;
    if (!this.values.has(name)) return null;
    const values = this.ends.includes(input) ? this.years() : new Set(before.get(name));
    if (input.type === "checkbox") input.checked ? values.add(input.value) : values.delete(input.value);
    const chosen = new Map(before);
    values.size ? chosen.set(name, values) : chosen.delete(name);
    return chosen;
  }

  years() {
    const [from, to] = this.ends.map((select) => select.value);
    if (!from && !to) return new Set();
    return new Set(this.values.get("year").filter((year) => (!from || year >= from) && (!to || year <= to)));
  }

  /** counts: Map of facet -> Map of value -> number; nothing as long as those of the page hold. */
  show(chosen, counts) {
    for (const input of this.inputs) {
      input.checked = Boolean(chosen.get(input.name)?.has(input.value));
      if (!counts) continue;
      const count = counts.get(input.name).get(input.value) ?? 0;
      const label = input.parentElement;
      label.lastElementChild.textContent = count;
      label.classList.toggle("none", !count);
    }
    for (const facet of this.host.querySelectorAll(".facet")) {
      const own = chosen.get(facet.dataset.facet);
      facet.firstElementChild.dataset.chosen = own?.size ?? "";
      facet.open ||= Boolean(own);
    }
    const [from = "", to = ""] = chosen.has("year") ? ends(chosen.get("year"), this.values.get("year")) : [];
    this.ends.forEach((select, index) => { select.value = [from, to][index]; });
  }

  /** Buttons that lift one filter of a state, with what is found then. count: of a state; lift: makes these changes. */
  ways(state, count, lift) {
    const { chosen, find } = state;
    const without = (id) => ({ chosen: new Map([...chosen].filter(([other]) => other !== id)) });
    const filters = [...chosen].map(([id, values]) => [this.label(id, values), without(id)]);
    if (find.trim()) filters.push([`“${find.trim()}”`, { find: "" }]);
    return filters.flatMap(([label, changes]) => {
      const found = count({ ...state, ...changes });
      if (!found) return [];
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: `Lift ${label} (${found})` });
      button.addEventListener("click", () => lift(changes));
      return [button];
    });
  }

  /** `Parameters: under 200M, 1B to 7B`. */
  label(name, values) {
    const names = this.inputs.filter((input) => input.name === name && values.has(input.value));
    const texts = names.map((input) => input.nextElementSibling.textContent);
    const label = this.host.querySelector(`[data-facet="${name}"] summary`).textContent;
    return `${label}: ${texts.slice(0, 3).join(", ")}${texts.length > 3 ? " …" : ""}`;
  }
}
