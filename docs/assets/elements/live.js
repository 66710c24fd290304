// What all elements of guides share: fields whose values are in the address, and texts that follow from them.

/** @typedef {Record<string, any>} Values what is entered, by the names of the fields */
/** @typedef {Record<string, any>} Results what follows, by the names under which the page shows it */

/**
 * Make `<live-name>` follow its fields. In `data-out` stands which result is the text of a place, in `data-d` which one
 * is the form of a path. `show` does what is to be done besides.
 * @param {string} name
 * @param {(values: Values) => Results} compute
 * @param {(host: HTMLElement, results: Results, values: Values) => void} [show]
 */
export function live(name, compute, show = () => {}) {
  if (!("customElements" in globalThis)) return; // a test asks only for `compute`
  customElements.define(`live-${name}`, class extends HTMLElement {
    connectedCallback() {
      const given = new URLSearchParams(location.search);
      for (const field of this.fields) enter(field, given.get(`${name}-${field.name}`) ?? field.value);
      this.addEventListener("input", () => this.follow());
      this.addEventListener("click", ({ target }) => {
        const button = target instanceof Element ? target.closest("button[data-set]") : null;
        if (button instanceof HTMLElement) this.set(JSON.parse(button.dataset.set ?? "{}"));
      });
      if ([...given.keys()].some((key) => key.startsWith(`${name}-`))) this.show();
    }

    get fields() {
      return /** @type {NodeListOf<HTMLInputElement | HTMLSelectElement>} */ (this.querySelectorAll("input, select"));
    }

    /** @param {Values} values */
    set(values) {
      for (const field of this.fields) if (field.name in values) enter(field, String(values[field.name]));
      this.follow();
    }

    /** Show what is entered, and keep it in the address; what cannot be is left until it can. */
    follow() {
      if (![...this.fields].every((field) => field.checkValidity())) return;
      const address = new URL(location.href);
      for (const field of this.fields) {
        const key = `${name}-${field.name}`;
        if (field.value === written(field)) address.searchParams.delete(key);
        else address.searchParams.set(key, field.value);
      }
      history.replaceState(history.state, "", address);
      this.show();
    }

    show() {
      const values = Object.fromEntries([...this.fields].map((field) => [field.name, entered(field)]));
      const results = compute(values);
      for (const place of this.querySelectorAll("[data-out]")) {
        place.textContent = String(results[/** @type {HTMLElement} */ (place).dataset.out ?? ""]);
      }
      for (const path of this.querySelectorAll("[data-d]")) path.setAttribute("d", results[path.getAttribute("data-d") ?? ""]);
      show(this, results, values);
    }
  });
}

/**
 * Enter a value, or leave what was there if the field does not allow it.
 * @param {HTMLInputElement | HTMLSelectElement} field
 * @param {string} value
 */
function enter(field, value) {
  const before = field.value;
  field.value = value;
  if (!field.checkValidity() || field.value !== value) field.value = before;
}

/**
 * What a field held when the page came.
 * @param {HTMLInputElement | HTMLSelectElement} field
 */
const written = (field) => field instanceof HTMLSelectElement ? [...field.options].find((option) => option.defaultSelected)?.value : field.defaultValue;

/** @param {HTMLInputElement | HTMLSelectElement} field */
const entered = (field) => field.type === "number" ? Number(field.value) : field.value;

/**
 * A number with so many decimals and groups of thousands: 30,522.
 * @param {number} number
 */
export const fixed = (number, digits = 0) => number.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });

/**
 * A length in a drawing, to a tenth.
 * @param {number} length
 */
export const tenths = (length) => Math.floor(10 * length + 0.5) / 10;

/** @type {[string, number][]} */
const SUFFIXES = [["T", 1e12], ["B", 1e9], ["M", 1e6], ["K", 1e3]];

/**
 * A count in three significant digits with a suffix: 109M.
 * @param {number} number
 */
export function short(number) {
  const [suffix, unit] = SUFFIXES.find(([, unit]) => number >= unit * 0.9995) ?? ["", 1];
  const count = number / unit;
  return fixed(count, !suffix || count >= 99.95 ? 0 : count >= 9.995 ? 1 : 2) + suffix;
}

/**
 * Two decimals with a power of ten: 3.14 × 10²³.
 * @param {number} number
 */
export function scientific(number) {
  const [mantissa, exponent] = number.toExponential(2).split("e");
  const power = String(Number(exponent)).replace(/[-0-9]/g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]));
  return `${mantissa} × 10${power}`;
}
