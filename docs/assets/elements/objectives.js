// One sentence under four objectives; scripts/atlas/elements/objectives.py says what is computed.

import { chance } from "./chance.js";
import { live } from "./live.js";

const [MOST_SPANS, LONGEST_SPAN] = [3, 3];

/** @param {import("./live.js").Values} values */
export function compute({ sentence, seed }) {
  const words = sentence.split(/\s+/).filter(Boolean);
  const spans = spansOf(words.length, seed);
  /** @type {string[][]} */
  const [corrupted, hidden, masked] = [[], [], []];
  words.forEach((/** @type {string} */ word, /** @type {number} */ place) => {
    const number = spans.findIndex(([first, last]) => first <= place && place < last);
    if (number < 0) {
      corrupted.push(word);
      masked.push(word);
    } else if (place === spans[number][0]) {
      corrupted.push(`<${number}>`);
      masked.push("[MASK]");
      hidden.push(`<${number}>`, ...words.slice(place, spans[number][1]));
    }
  });
  const half = Math.floor(words.length / 2);
  const whole = words.join(" ");
  return {
    causal_input: ["[START]", ...words.slice(0, -1)].join(" "),
    causal_target: whole,
    span_input: corrupted.join(" "),
    span_target: [...hidden, `<${spans.length}>`].join(" "),
    denoising_input: masked.join(" "),
    denoising_target: whole,
    prefix_input: words.slice(0, half).join(" "),
    prefix_target: words.slice(half).join(" "),
  };
}

/** @type {(count: number, seed: number) => [number, number][]} */
function spansOf(count, seed) {
  const draw = chance(seed);
  const parts = Math.min(MOST_SPANS, Math.floor(count / LONGEST_SPAN));
  return Array.from({ length: parts }, (_, part) => {
    const [start, end] = [Math.floor((part * count) / parts), Math.floor(((part + 1) * count) / parts)];
    const length = 1 + Math.floor(draw() * Math.min(LONGEST_SPAN - 1, end - start - 1));
    const first = start + Math.floor(draw() * (end - start - length));
    return [first, first + length];
  });
}

live("objectives", compute);
