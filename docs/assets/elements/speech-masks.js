// The attention mask of streaming speech; scripts/atlas/elements/speech_masks.py says what is computed.

import { fixed, live } from "./live.js";

const FRAMES = 24;
const LAYERS = 3;
const ROWS = Array.from({ length: FRAMES }, (_, frame) => frame);

/** @param {import("./live.js").Values} values */
export function compute({ block, window }) {
  const middle = FRAMES / 2;
  const seen = ROWS.map((frame) => sees(frame, block, window));
  const pairs = seen.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  return {
    mask: seen.map(([first, last], frame) => `M${first} ${frame}h${last + 1 - first}v1h${first - last - 1}z`).join(""),
    sees: `${seen[middle][0]} to ${seen[middle][1]}`,
    back: String(middle - reach(middle, block, window)),
    ahead: String(seen[middle][1] - middle),
    most: `${block - 1} frame${block === 2 ? "" : "s"}`,
    average: `${fixed((block - 1) / 2, 1)} frames`,
    pairs: `${fixed((100 * pairs) / FRAMES ** 2)} %`,
  };
}

/**
 * The first and the last frame that a frame sees in one layer.
 * @param {number} frame
 * @param {number} block
 * @param {number} window
 */
function sees(frame, block, window) {
  const begin = Math.floor(frame / block) * block;
  return [Math.max(0, Math.min(begin, frame - window)), Math.min(FRAMES, begin + block) - 1];
}

/**
 * The earliest frame that has a part in the result after all layers.
 * @param {number} frame
 * @param {number} block
 * @param {number} window
 */
function reach(frame, block, window) {
  let [first, last] = [frame, frame];
  for (let layer = 0; layer < LAYERS; layer += 1) [first, last] = [sees(first, block, window)[0], sees(last, block, window)[1]];
  return first;
}

live("speech-masks", compute);
