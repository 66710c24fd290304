// Comparisons: the tools above a table of models side by side. The table is complete without them.
import { asCsv, asLatex, asMarkdown, matrix } from "./copy.js";
import { make, the } from "../base/elements.js";

const FORMATS = { Markdown: asMarkdown, CSV: asCsv, LaTeX: asLatex };

/** Copies what the table shows. The checkbox beside it works by CSS alone. */
class CompareTools extends HTMLElement {
  status = make("span", { className: "copied", role: "status" });

  connectedCallback() {
    if (this.status.isConnected) return;
    const copies = Object.entries(FORMATS).map(([name, write]) =>
      this.button(name, `Copy as ${name}`, () => write(matrix(this.table))));
    const link = this.button("Link", "Copy link", () => location.href);
    this.append(make("span", { className: "copies controls" }, "Copy ", ...copies, link, this.status));
  }

  get table() { return the(this.parentElement ?? document, "table.compare", HTMLTableElement); }

  /**
   * @param {string} text
   * @param {string} label
   * @param {() => string} content
   */
  button(text, label, content) {
    const button = make("button", { type: "button", textContent: text, "aria-label": label });
    button.addEventListener("click", () => this.copy(text, content()));
    return button;
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  async copy(name, text) {
    const done = await navigator.clipboard.writeText(text).then(() => true, () => copyByHand(text));
    this.status.textContent = "";
    await new Promise(requestAnimationFrame); // so that the same words are announced again
    this.status.textContent = done ? `${name} copied` : "The browser does not allow copying";
  }
}

/**
 * For pages without a secure connection, where there is no clipboard.
 * @param {string} text
 */
function copyByHand(text) {
  const field = make("textarea", { value: text });
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}

customElements.define("compare-tools", CompareTools);
