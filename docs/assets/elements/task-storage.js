// What many tasks need in storage; scripts/atlas/elements/task_storage.py has the method.

import { fixed, live, short } from "./live.js";

/** @type {[number, string][]} */
const SIZES = [[1e12, "TB"], [1e9, "GB"], [1e6, "MB"], [1e3, "KB"]];

/** @param {import("./live.js").Values} values */
export function compute({ tasks, parameters, layers, width, inner, vectors, bytes }) {
  const model = parameters * 1e9;
  const adapter = 2 * layers * (2 * width * inner + width + inner);
  const prompt = vectors * width;
  return {
    copies: size(tasks * model * bytes),
    adapters: size((model + tasks * adapter) * bytes),
    prompts: size((model + tasks * prompt) * bytes),
    adapter: size(adapter * bytes),
    adapter_parameters: short(adapter),
    prompt_parameters: short(prompt),
    prompt: size(prompt * bytes),
  };
}

/** @param {number} count of bytes */
function size(count) {
  const [unit, name] = SIZES.find(([unit]) => count >= unit * 0.9995) ?? [1, "bytes"];
  const amount = count / unit;
  return `${fixed(amount, unit === 1 || amount >= 99.95 ? 0 : amount >= 9.995 ? 1 : 2)} ${name}`;
}

live("task-storage", compute);
