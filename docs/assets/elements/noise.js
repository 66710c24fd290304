// Forward diffusion of points; scripts/atlas/elements/noise.py says what is computed.

import { chance, normal } from "./chance.js";
import { fixed, live } from "./live.js";

const STEPS = 1000;
const [FIRST, LAST] = [1e-4, 0.02];
const [POINTS, SEED] = [90, 5];
const [SCALE, MIDDLE] = [14, 50];

/** @param {import("./live.js").Values} values */
export function compute({ step }) {
  const kept = remaining(step);
  const [signal, noise] = [Math.sqrt(kept), Math.sqrt(1 - kept)];
  return {
    step: String(step),
    kept: fixed(kept, 5),
    signal: fixed(signal, 3),
    noise: fixed(noise, 3),
    points: points.map(([x, y, dx, dy]) => `M${place(signal * x + noise * dx)} ${place(signal * y + noise * dy)}h0`).join(""),
  };
}

/** @param {number} step */
function remaining(step) {
  let kept = 1;
  for (let number = 0; number < step; number++) kept *= 1 - (FIRST + ((LAST - FIRST) * number) / (STEPS - 1));
  return kept;
}

const draw = chance(SEED);
const points = Array.from({ length: POINTS }, (_, number) => {
  const ring = number < POINTS - 20;
  const angle = (2 * Math.PI * number) / (ring ? POINTS - 20 : 10);
  const [x, y] = ring
    ? [1.8 * Math.cos(angle), 1.8 * Math.sin(angle)]
    : [(number % 2 ? 0.6 : -0.6) + 0.15 * Math.cos(angle), -0.5 + 0.15 * Math.sin(angle)];
  return [x, y, normal(draw), normal(draw)];
});

/** @param {number} coordinate */
const place = (coordinate) => (Math.floor(10 * (MIDDLE + SCALE * coordinate + 100) + 0.5) / 10 - 100).toFixed(1);

live("noise", compute);
