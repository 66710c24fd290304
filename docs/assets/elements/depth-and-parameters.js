// Depth and width; scripts/atlas/elements/depth_and_parameters.py says what is computed.

import { fixed, live, short } from "./live.js";

/** @param {import("./live.js").Values} values */
export function compute({ layers, width }) {
  return {
    parameters: short(12 * layers * width ** 2),
    aspect: fixed(width / layers, 1),
    alpha: fixed((2 * layers) ** 0.25, 2),
    beta: fixed((8 * layers) ** -0.25, 2),
  };
}

live("depth-and-parameters", compute);
