// The KL penalty on a handful of answers; scripts/atlas/elements/kl_leash.py says what is computed.

import { fixed, live, tenths } from "./live.js";

const BEFORE = [0.4, 0.25, 0.2, 0.145, 0.005];
const REWARDS = [1, 2, 0, -1, 6];

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

/** @param {import("./live.js").Values} values */
export function compute({ beta }) {
  const weights = BEFORE.map((before, at) => before * Math.exp(REWARDS[at] / beta));
  const after = weights.map((weight) => weight / sum(weights));
  const reward = sum(after.map((p, at) => p * REWARDS[at]));
  const drift = sum(after.map((p, at) => (p > 0 ? p * Math.log(p / BEFORE[at]) : 0)));
  return {
    ...Object.fromEntries(after.map((p, at) => [`after${at}`, `${fixed(100 * p, 1)} %`])),
    bars: after.map((p, row) => `M0 ${10 * row + 6.5}h${tenths(100 * p)}`).join(""),
    reward: fixed(reward, 2),
    drift: fixed(drift, 2),
    objective: fixed(reward - beta * drift, 2),
    beta: fixed(beta, 1),
  };
}

live("kl-leash", compute);
