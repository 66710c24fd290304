// Which technique changes what is missing; scripts/atlas/elements/adapt_or_pretrain.py says why.

import { live } from "./live.js";

/** @type {Record<string, [string, string]>} */
const WHOLE = {
  yes: ["Distill a new model", "Vocabulary and attention both change, and a teacher is there to learn from."],
  no: ["Pre-train a new model", "Vocabulary and attention both change, and there is no teacher to learn from."],
};
const READY = ["Take it as it is", "Nothing has to change. Fine-tune it if you have labels, and hold it against a baseline."];
/** @type {Record<string, [string, string]>} */
const STEPS = {
  length: ["take a model for long input or cut the texts", "Long attention brings length alone."],
  vocabulary: ["adapt the vocabulary and train on", "New pieces need text of the field before they are worth it."],
  domain: ["train on with texts of the field", "Text without labels is enough."],
  speed: ["compress", "Compress last: every other change would undo it."],
};

/** @param {import("./live.js").Values} values */
export function compute(values) {
  const wanted = Object.keys(STEPS).filter((need) => values[need] === "yes");
  const [plan, reason] = !wanted.length ? READY : wanted.includes("length") && wanted.includes("vocabulary") ? WHOLE[values.teacher] : joined(wanted);
  return { plan, reason };
}

/** @param {string[]} wanted */
function joined(wanted) {
  const steps = wanted.filter((need) => need !== "domain" || !wanted.includes("vocabulary")).map((need) => STEPS[need]);
  const plan = steps.map(([step]) => step).join(", then ");
  return [plan[0].toUpperCase() + plan.slice(1), steps.map(([, reason]) => reason).join(" ")];
}

live("adapt-or-pretrain", compute);
