// A plan of eight steps; scripts/atlas/elements/eight_steps.py has the choices, and the page the advice for each.

import { save } from "../table/download.js";
import { live } from "./live.js";

const TITLES = {
  data: "Data", tokenizer: "Tokenizer", attention: "Attention", objective: "Objective",
  tuning: "Train", evaluation: "Evaluate", optimizing: "Optimize", deployment: "Deploy",
};

/** @param {import("./live.js").Values} values */
export function compute(values) {
  return { plan: Object.entries(TITLES).map(([step, title], place) => `${place + 1}. ${title}: ${values[step]}`).join("; ") };
}

live("eight-steps", compute, (host, _, values) => {
  for (const step of Object.keys(TITLES)) {
    const choice = host.querySelector(`[data-choice-of="${step}"]`);
    const advice = host.querySelector(`[data-advice-of="${step}"]`);
    const row = host.querySelector(`[data-step="${step}"][data-choice="${CSS.escape(values[step])}"]`);
    if (choice) choice.textContent = values[step];
    if (advice) advice.textContent = row?.lastElementChild?.textContent ?? "";
  }
});

globalThis.document?.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("live-eight-steps [data-save]") : null;
  if (button instanceof HTMLElement) save(button.dataset.save ?? "plan.txt", "text/plain", text(button.closest("live-eight-steps")));
});

/**
 * The plan as lines of text, as the page shows it.
 * @param {Element | null} host
 */
function text(host) {
  const lines = [...host?.querySelectorAll("dl.lines > div") ?? []].map((line) => [...line.children].map((part) => part.textContent?.trim()).join("\n   "));
  return `Plan to pre-train a model\n\n${lines.join("\n\n")}\n\n${location.href}\n`;
}
