// Boxes in the rows, and the way to the page that compares what is chosen.
import { make, the } from "../base/elements.js";

const MOST = 6;

export class Compared {
  /** @type {Set<string>} */
  keys = new Set();

  /**
   * @param {HTMLElement} bar the element with the link
   * @param {HTMLTableSectionElement} body of the table
   * @param {string} root the way to the root of the site
   * @param {(text: string) => void} say announces
   */
  constructor(bar, body, root, say) {
    this.bar = bar;
    this.body = body;
    this.root = root;
    this.say = say;
    this.link = the(bar, "a", HTMLAnchorElement);
    body.addEventListener("change", ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      if (target.checked) this.keys.add(target.value);
      else this.keys.delete(target.value);
      this.show();
    });
    the(bar, "button", HTMLButtonElement).addEventListener("click", () => {
      this.keys.clear();
      this.show();
      /** @type {HTMLElement | null} */
      const scroll = body.closest(".scroll");
      scroll?.focus();
    });
  }

  /**
   * Give a row its box.
   * @param {import("./rows.js").Row} row
   */
  offer({ tr, key, name }) {
    const [head] = tr.cells;
    const first = head.firstElementChild;
    if (first instanceof HTMLInputElement) this.showBox(first);
    else {
      const input = make("input", { type: "checkbox", value: key, className: "pick", "aria-label": `Compare ${name}` });
      head.prepend(input);
      this.showBox(input);
    }
  }

  /** @param {HTMLInputElement} input */
  showBox(input) {
    input.checked = this.keys.has(input.value);
    input.disabled = !input.checked && this.keys.size >= MOST;
  }

  show() {
    const { size } = this.keys;
    const { link } = this;
    this.bar.hidden = !size;
    link.textContent = size > 1 ? `Compare ${size}` : "Choose another to compare";
    if (size > 1) link.href = `${this.root}compare/?m=${[...this.keys].join(",")}`;
    else link.removeAttribute("href");
    for (const input of this.body.querySelectorAll(/** @type {"input"} */ (".pick"))) this.showBox(input);
    this.say(`${size} to compare${size === MOST ? ", no more fit side by side" : ""}`);
  }
}
