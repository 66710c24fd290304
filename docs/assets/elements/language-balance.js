// How often languages are drawn; scripts/atlas/elements/language_balance.py has the method.

import { fixed, live } from "./live.js";

const NAMES = ["large", "middle", "small"];

/** @param {import("./live.js").Values} values */
export function compute(values) {
  const shares = NAMES.map((name) => values[name] / 100);
  const total = shares[0] + shares[1] + shares[2];
  const powers = shares.map((share) => (share / total) ** values.alpha);
  const sum = powers[0] + powers[1] + powers[2];
  const drawn = powers.map((power) => power / sum);
  const found = Object.fromEntries(NAMES.map((name, place) => [`${name}_drawn`, `${fixed(100 * drawn[place], 1)} %`]));
  return { ...found, gain: `${fixed(drawn[2] / (shares[2] / total), 1)} ×` };
}

live("language-balance", compute);
