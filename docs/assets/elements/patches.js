// An image cut into patches; scripts/atlas/elements/patches.py says what is computed, and a test holds both together.

import { fixed, live } from "./live.js";

const FINEST = 64;

/** @param {import("./live.js").Values} values */
export function compute({ size, patch }) {
  const side = Math.floor(size / patch);
  const left = size - side * patch;
  return {
    side: fixed(side),
    tokens: fixed(side ** 2),
    pairs: fixed(side ** 4),
    rest: left ? `${left} pixel${left === 1 ? "" : "s"} at two edges left over` : "nothing left over",
    grid: grid(side),
  };
}

/** @param {number} side */
function grid(side) {
  if (side > FINEST) return "";
  const places = Array.from({ length: Math.max(0, side - 1) }, (_, line) => Math.round((1000 * (line + 1)) / side) / 10);
  return places.map((place) => `M${place} 0V100M0 ${place}H100`).join("");
}

live("patches", compute);
