// pass@k without bias; scripts/atlas/elements/pass_at_k.py says what is computed.

import { fixed, live, tenths } from "./live.js";

/** @param {import("./live.js").Values} values */
export function compute({ n, c, k }) {
  const [passing, drawn] = [Math.min(c, n), Math.min(k, n)];
  return {
    estimate: `${fixed(100 * estimate(n, passing, drawn), 1)} %`,
    naive: `${fixed(100 * (1 - (1 - passing / n) ** drawn), 1)} %`,
    single: `${fixed((100 * passing) / n, 1)} %`,
    curve: curve(n, passing),
  };
}

/** @type {(samples: number, passing: number, drawn: number) => number} */
function estimate(samples, passing, drawn) {
  let failing = 1;
  for (let number = 0; number < drawn; number++) failing *= Math.max(0, samples - passing - number) / (samples - number);
  return 1 - failing;
}

/** @type {(samples: number, passing: number) => string} */
function curve(samples, passing) {
  let failing = 1;
  const points = Array.from({ length: Math.min(100, samples) }, (_, number) => {
    failing *= Math.max(0, samples - passing - number) / (samples - number);
    return `${number + 1} ${tenths(50 * failing)}`;
  });
  return `M${points.join("L")}`;
}

live("pass-at-k", compute);
