// Which type of model to look for first; scripts/atlas/elements/choose_type.py says why.

import { live } from "./live.js";

/** @param {import("./live.js").Values} values */
export function compute(values) {
  const [family, reason] = first(values);
  return { family, reason };
}

/**
 * The first rule that fits.
 * @param {import("./live.js").Values} values
 * @returns {[string, string]}
 */
function first({ task, length, order, local, memory, compute: machine }) {
  const long = length !== "up to a page";
  const small = machine === "small device";
  const reads = task === "sort or search";
  if (task === "an algorithm") return ["An external memory", "Such networks learned to copy and sort. It is research: there is nothing ready-made."];
  if (task === "sound, pictures" && local === "yes") return ["Convolution with attention", "Convolutions see the fine local pattern, attention what is far apart."];
  if (task === "watch a stream" || (order === "yes" && small)) return ["A recurrent or state-space network", "Each step costs the same, and the state does not grow with the input."];
  if (reads && small && !long) return ["A baseline of word vectors", "It runs anywhere. Take a small Transformer if that is better by enough."];
  if (long && reads && memory === "no") return ["A Transformer on pieces", "If no two distant places have to be seen together, cutting is cheapest."];
  if (long && small) return ["A Transformer on pieces", "Long attention still passes all tokens through all layers; search first, then read."];
  if (long) return ["Sparse or other long attention", "Full attention grows with the square of the length; patterns, or faster kernels, help."];
  return ["A Transformer", "Trained weights are plentiful, and the length is no problem."];
}

live("choose-type", compute);
