// Learning from human feedback, one step at a time; scripts/atlas/elements/rlhf_steps.py says what the steps are.

import { live } from "./live.js";

const LAST = 7;

/** @param {import("./live.js").Values} values */
export function compute({ step }) {
  const active = Number.parseInt(step, 10) || 0;
  return { active, before: Math.max(active - 1, 0), after: Math.min(active + 1, LAST) };
}

live("rlhf-steps", compute, (host, results) => {
  for (const part of host.querySelectorAll("[data-steps]")) {
    const steps = (part.getAttribute("data-steps") ?? "").split(" ");
    part.classList.toggle("dim", results.active > 0 && !steps.includes(String(results.active)));
  }
  const labels = [...host.querySelectorAll("option")].map((option) => option.value);
  for (const button of host.querySelectorAll("button")) {
    const to = results[button.dataset.go ?? ""];
    button.dataset.set = JSON.stringify({ step: labels[to] });
    button.disabled = to === results.active;
  }
});
