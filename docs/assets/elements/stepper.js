// A drawing and a list of steps, gone through one at a time. Parts say in `data-steps` in which steps they play a part.

import { live } from "./live.js";

/**
 * What an element of so many steps computes: the step, and those before and after it. Step 0 is all of them.
 * @param {number} last
 */
export const stepping = (last) => (/** @type {import("./live.js").Values} */ { step }) => {
  const active = Number.parseInt(step, 10) || 0;
  return { active, before: Math.max(active - 1, 0), after: Math.min(active + 1, last) };
};

/**
 * Make `<live-name>` dim what plays no part in the step that is shown.
 * @param {string} name
 * @param {ReturnType<typeof stepping>} compute
 */
export function stepper(name, compute) {
  live(name, compute, (host, results) => {
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
}
