// The filters beside the table: which values there are, and what is shown as chosen and counted.
import { make, the } from "../base/elements.js";
import { ends } from "./address.js";

/** @import { Chosen, State } from "./address.js" */

export class Facets {
  /**
   * The values on the page, by facet.
   * @type {Map<string, string[]>}
   */
  values = new Map();

  /** @param {HTMLElement} host the element that holds the filters; it may have none */
  constructor(host) {
    this.host = host;
    this.inputs = [...host.querySelectorAll(/** @type {"input"} */ (".facet input"))];
    for (const { name, value } of this.inputs) this.values.set(name, [...(this.values.get(name) ?? []), value]);
    this.ends = [...host.querySelectorAll(/** @type {"select"} */ (".range select"))];
    const years = [...(this.values.get("year") ?? [])].sort();
    for (const select of this.ends) select.append(new Option("any", ""), ...years.map((year) => new Option(year)));
  }

  /**
   * What is chosen after an input was changed; null if the input is no filter.
   * @param {EventTarget | null} input
   * @param {Chosen} before
   */
  chosen(input, before) {
    if (input instanceof HTMLSelectElement && this.ends.includes(input)) return changed(before, "year", this.years());
    if (!(input instanceof HTMLInputElement) || !this.values.has(input.name)) return null;
    const values = new Set(before.get(input.name));
    if (input.checked) values.add(input.value);
    else values.delete(input.value);
    return changed(before, input.name, values);
  }

  years() {
    const [from, to] = this.ends.map((select) => select.value);
    const years = from || to ? this.values.get("year") ?? [] : [];
    return new Set(years.filter((year) => (!from || year >= from) && (!to || year <= to)));
  }

  /**
   * @param {Chosen} chosen
   * @param {Map<string, Map<string, number>>} [counts] by facet and value; nothing as long as those of the page hold
   */
  show(chosen, counts) {
    for (const input of this.inputs) {
      input.checked = Boolean(chosen.get(input.name)?.has(input.value));
      const [label, shown] = [input.parentElement, input.parentElement?.lastElementChild];
      if (!counts || !label || !shown) continue;
      const count = counts.get(input.name)?.get(input.value) ?? 0;
      shown.textContent = String(count);
      label.classList.toggle("none", !count);
    }
    for (const facet of this.host.querySelectorAll(/** @type {"details"} */ (".facet"))) {
      const own = chosen.get(facet.dataset.facet ?? "");
      the(facet, "summary", HTMLElement).dataset.chosen = String(own?.size ?? "");
      facet.open ||= Boolean(own);
    }
    const [from = "", to = ""] = ends(chosen.get("year") ?? new Set(), this.values.get("year") ?? []);
    for (const [index, select] of this.ends.entries()) select.value = [from, to][index];
  }

  /**
   * Buttons that lift one filter of a state, with what is found then.
   * @param {State} state
   * @param {(state: State) => number} count what a state finds
   * @param {(changes: Partial<State>) => void} lift makes these changes
   */
  ways(state, count, lift) {
    const { chosen, find } = state;
    /** @type {[string, Partial<State>][]} */
    const filters = [...chosen].map(([id, values]) => [this.label(id, values), { chosen: changed(chosen, id, new Set()) }]);
    if (find.trim()) filters.push([`“${find.trim()}”`, { find: "" }]);
    return filters.flatMap(([label, changes]) => {
      const found = count({ ...state, ...changes });
      if (!found) return [];
      const button = make("button", { type: "button", textContent: `Lift ${label} (${found})` });
      button.addEventListener("click", () => lift(changes));
      return [button];
    });
  }

  /**
   * What the values of a facet are called on the page, by value.
   * @param {string} name
   */
  labels(name) {
    const inputs = this.inputs.filter((input) => input.name === name);
    return new Map(inputs.map((input) => [input.value, input.nextElementSibling?.textContent ?? ""]));
  }

  /**
   * `Parameters: under 200M, 1B to 7B`.
   * @param {string} name
   * @param {Set<string>} values
   */
  label(name, values) {
    const texts = [...this.labels(name)].flatMap(([value, text]) => (values.has(value) ? [text] : []));
    const { textContent: label } = the(this.host, `[data-facet="${name}"] summary`, HTMLElement);
    return `${label}: ${texts.slice(0, 3).join(", ")}${texts.length > 3 ? " …" : ""}`;
  }
}

/**
 * What is chosen with these values of a facet.
 * @param {Chosen} before
 * @param {string} name
 * @param {Set<string>} values
 */
function changed(before, name, values) {
  const chosen = new Map(before);
  if (values.size) chosen.set(name, values);
  else chosen.delete(name);
  return chosen;
}
