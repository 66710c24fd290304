// Time to featurise a corpus; scripts/atlas/elements/featurising_time.py says what is computed.

import { fixed, live } from "./live.js";

/** @type {[number, string][]} */
const UNITS = [[86_400, "days"], [3_600, "hours"], [60, "minutes"], [1, "seconds"]];

/** @param {import("./live.js").Values} values */
export function compute({ documents, tokens, limit, batch, seconds }) {
  const chunks = Math.ceil(tokens / limit);
  const batches = Math.ceil((documents * chunks) / batch);
  const time = batches * seconds;
  return {
    chunks: fixed(chunks),
    batches: fixed(batches),
    minutes: fixed(time / 60, 2),
    hours: fixed(time / 3600, 1),
    time: duration(time),
    rate: fixed(documents / time, 1),
    first: fixed(chunks * seconds, 1),
  };
}

/** @param {number} time in seconds */
function duration(time) {
  const [size, unit] = UNITS.find(([size]) => time >= 2 * size) ?? [1, "seconds"];
  return `${fixed(time / size, 1)} ${unit}`;
}

live("featurising-time", compute);
