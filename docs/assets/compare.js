// Comparisons: the tools above a table of models side by side. The table is complete without them.
import { asCsv, asLatex, asMarkdown, matrix } from "./compare-copy.js";

const FORMATS = { Markdown: asMarkdown, CSV: asCsv, LaTeX: asLatex };

/** Copies what the table shows. The checkbox beside it works by CSS alone. */
class CompareTools extends HTMLElement {
  connectedCallback() {
    if (this.status) return;
    this.status = Object.assign(document.createElement("span"), { className: "copied" });
    this.status.setAttribute("role", "status");
    const copies = Object.entries(FORMATS).map(([name, write]) =>
      this.button(name, `Copy as ${name}`, () => write(matrix(this.table))));
    const group = Object.assign(document.createElement("span"), { className: "copies controls" });
    group.append("Copy ", ...copies, this.button("Link", "Copy link", () => location.href), this.status);
    this.append(group);
  }

  get table() { return this.parentElement.querySelector("table.compare"); }

  button(text, label, content) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => this.copy(text, content()));
    return button;
  }

  async copy(name, text) {
    const done = await navigator.clipboard.writeText(text).then(() => true, () => copyByHand(text));
    this.status.textContent = "";
    await new Promise(requestAnimationFrame); // so that the same words are announced again
    this.status.textContent = done ? `${name} copied` : "The browser does not allow copying";
  }
}

/** For pages without a secure connection, where there is no clipboard. */
function copyByHand(text) {
  const field = Object.assign(document.createElement("textarea"), { value: text });
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  focused?.focus();
  return done;
}

customElements.define("compare-tools", CompareTools);
