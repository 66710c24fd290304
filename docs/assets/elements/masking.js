// How BERT hides words; scripts/atlas/elements/masking.py says what is computed.

import { chance } from "./chance.js";
import { live } from "./live.js";

const RANDOM = ["river", "seven", "green", "engine", "whisper", "market", "paper", "north"];

/** @param {import("./live.js").Values} values */
export function compute({ sentence, seed }) {
  /** @type {string[]} */
  const words = sentence.split(/\s+/).filter(Boolean);
  const draw = chance(seed);
  const keys = words.map(() => draw());
  const order = words.map((_, place) => place).sort((a, b) => keys[a] - keys[b]);
  const chosen = order.slice(0, Math.max(1, Math.floor((15 * words.length + 50) / 100))).sort((a, b) => a - b);
  const shown = [...words];
  const told = chosen.map((place) => {
    const [share, which] = [draw(), draw()];
    const fate = share < 0.8 ? "hidden" : share < 0.9 ? "replaced" : "kept";
    if (fate === "hidden") shown[place] = "[MASK]";
    if (fate === "replaced") shown[place] = RANDOM[Math.floor(which * RANDOM.length)];
    return `${words[place]} (word ${place + 1}, ${fate})`;
  });
  return { input: shown.join(" "), targets: told.join(", ") || "nothing", count: `${chosen.length} of ${words.length}` };
}

live("masking", compute);
