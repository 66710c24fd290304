// Elements: made, and found where a page is known to have them.

/** @typedef {Node | string | false | null | undefined} Child */
/** @template {string} T @typedef {T extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[T] : HTMLElement} Made */
/** @template {string} T @typedef {Partial<Made<T>> & { [name: `aria-${string}`]: string }} Properties */

/**
 * An element with these properties and children; `role` and `aria-…` are attributes. A child that is not there is left out.
 * @template {string} T
 * @param {T} tag
 * @param {Properties<T>} [properties]
 * @param {...Child} children
 */
export function make(tag, properties = {}, ...children) {
  const element = /** @type {Made<T>} */ (document.createElement(tag));
  for (const [name, value] of Object.entries(properties)) {
    if (name === "role" || name.startsWith("aria-")) element.setAttribute(name, String(value));
    else Object.assign(element, { [name]: value });
  }
  element.append(.../** @type {(Node | string)[]} */ (children.filter((child) => child || child === "")));
  return element;
}

/**
 * The first element of a type that a selector finds within another.
 * @template {Element} E
 * @param {ParentNode} within
 * @param {string} selector
 * @param {{ new (): E, prototype: E }} type
 */
export function the(within, selector, type) {
  const found = within.querySelector(selector);
  if (found instanceof type) return found;
  throw new Error(`There is no ${selector}`);
}
