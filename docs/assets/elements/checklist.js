// A checklist for a candidate model; scripts/atlas/elements/checklist.py has the method.

import { save } from "../table/download.js";
import { fixed, live } from "./live.js";

const QUESTIONS = ["task", "baseline", "use", "adapt", "domain", "fit", "trust"];

/** @param {import("./live.js").Values} values */
export function compute(values) {
  const weights = QUESTIONS.map((key) => values[`${key}_weight`]);
  const points = QUESTIONS.map((key) => values[`${key}_points`]);
  const shown = Object.fromEntries(QUESTIONS.flatMap((key) => ["weight", "points"].map((part) => [`${key}_${part}`, String(values[`${key}_${part}`])])));
  const found = score(weights, points);
  if (found === null) return { ...shown, score: "no weights", change: "–" };
  const changes = weights.flatMap((weight, place) => [weight - 1, weight + 1].filter((other) => other >= 0).map((other) => score(weights.map((old, at) => (at === place ? other : old)), points)));
  const change = Math.max(...changes.map((other) => (other === null ? 0 : Math.abs(other - found))));
  return { ...shown, score: fixed(found, 2), change: fixed(change, 2) };
}

/**
 * Between 0 and 1; nothing if all weights are zero.
 * @param {number[]} weights
 * @param {number[]} points
 */
function score(weights, points) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total ? weights.reduce((sum, weight, place) => sum + weight * points[place], 0) / (5 * total) : null;
}

live("checklist", compute);

globalThis.document?.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("live-checklist [data-save]") : null;
  if (button instanceof HTMLElement) save(button.dataset.save ?? "checklist.txt", "text/plain", text(button.closest("live-checklist")));
});

/**
 * The checklist as lines of text, as the page shows it.
 * @param {Element | null} host
 */
function text(host) {
  const cells = (/** @type {Element} */ row) => [...row.children].map((cell) => cell.textContent?.trim());
  const lines = [...host?.querySelectorAll("tr") ?? []].map((row) => cells(row).join(" | "));
  const results = [...host?.querySelectorAll("dl.results > div") ?? []].map((result) => cells(result).join(": "));
  return `A checklist for one candidate\n\n${lines.join("\n")}\n\n${results.join("\n")}\n\n${location.href}\n`;
}
