// Training compute; scripts/atlas/elements/tokens_and_compute.py says what is computed.

import { fixed, live, scientific, short } from "./live.js";

const BILLION = 10 ** 9;

/** @param {import("./live.js").Values} values */
export function compute(values) {
  const [parameters, tokens] = [values.parameters * BILLION, values.tokens * BILLION];
  const operations = 6 * parameters * tokens;
  const best = Math.sqrt(operations / 120);
  return {
    compute: scientific(operations),
    ratio: fixed(tokens / parameters, 1),
    best: short(best),
    best_tokens: short(20 * best),
    verdict: verdict(tokens / parameters),
  };
}

/** @param {number} ratio */
function verdict(ratio) {
  if (ratio < 10) return "large for its data: a smaller model would do better for the same compute";
  return ratio <= 40 ? "near the best for this compute" : "small for its data: dearer to train, cheaper to use";
}

live("tokens-and-compute", compute);
