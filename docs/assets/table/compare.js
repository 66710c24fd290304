// Boxes in the rows, and the way to the page that compares what is chosen.

const MOST = 6;

export class Compared {
  /** bar: the element with the link; body: of the table; say: announces; root: the way to the root of the site. */
  constructor(bar, body, root, say) {
    Object.assign(this, { bar, body, root, say, keys: new Set() });
    body.addEventListener("change", ({ target }) => {
      target.checked ? this.keys.add(target.value) : this.keys.delete(target.value);
      this.show();
    });
    bar.lastElementChild.addEventListener("click", () => {
      this.keys.clear();
      this.show();
      body.closest(".scroll").focus();
    });
  }

  /** Give a row its box. */
  offer({ tr, key, name }) {
    const head = tr.cells[0];
    if (head.firstElementChild.localName !== "input") {
      const input = Object.assign(document.createElement("input"), { type: "checkbox", value: key, className: "pick" });
      input.setAttribute("aria-label", `Compare ${name}`);
      head.prepend(input);
    }
    this.showBox(head.firstElementChild);
  }

  showBox(input) {
    input.checked = this.keys.has(input.value);
    input.disabled = !input.checked && this.keys.size >= MOST;
  }

  show() {
    const { size } = this.keys;
    const link = this.bar.firstElementChild;
    this.bar.hidden = !size;
    link.textContent = size > 1 ? `Compare ${size}` : "Choose another to compare";
    if (size > 1) link.href = `${this.root}compare/?m=${[...this.keys].join(",")}`;
    else link.removeAttribute("href");
    this.body.querySelectorAll(".pick").forEach((input) => this.showBox(input));
    this.say(`${size} to compare${size === MOST ? ", no more fit side by side" : ""}`);
  }
}
