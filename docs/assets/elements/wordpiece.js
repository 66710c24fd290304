// Words cut by longest match; scripts/atlas/elements/wordpiece.py says what is computed, and a test holds both together.

import { live } from "./live.js";

const UNKNOWN = "[UNK]";
const BEGIN = "play read the token un unre out in re bra anti electro water fire graph".split(" ");
const INSIDE = "ing ed er s able ad ly read play put chy therapy graph ization izer ize fall works ness".split(" ");
const LETTERS = [..."abcdefghijklmnoprstuvwy"];
const VOCABULARY = new Set([...BEGIN, ...LETTERS, ...[...INSIDE, ...LETTERS].map((piece) => `##${piece}`)]);

/** @param {import("./live.js").Values} values */
export function compute({ text }) {
  /** @type {string[]} */
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const cuts = words.map(cut);
  const pieces = cuts.flatMap((found) => found.pieces);
  return {
    pieces: pieces.join(" ") || "nothing",
    steps: cuts.map((found) => found.steps).join("; ") || "nothing to cut",
    count: `${pieces.length} for ${words.length} word${words.length === 1 ? "" : "s"}`,
  };
}

/** @param {string} word */
function cut(word) {
  /** @type {string[]} */
  const pieces = [];
  const steps = [];
  let rest = word;
  while (rest) {
    const mark = pieces.length ? "##" : "";
    let length = rest.length;
    while (length && !VOCABULARY.has(mark + rest.slice(0, length))) length -= 1;
    if (!length) return { pieces: [UNKNOWN], steps: [...steps, `no piece begins “${rest}”, so ${UNKNOWN}`].join(" → ") };
    const piece = mark + rest.slice(0, length);
    pieces.push(piece);
    rest = rest.slice(length);
    steps.push(rest ? `${piece} leaves “${rest}”` : piece);
  }
  return { pieces, steps: steps.join(" → ") };
}

live("wordpiece", compute);
