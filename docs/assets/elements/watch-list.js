// Models to watch, by need; scripts/atlas/elements/watch_list.py says which model meets which.

import { live } from "./live.js";

const ALL = "xlm-roberta labse llama gpt-j gpt-neox-20b dolly-2 bloom bloomz rugpt-3 fred-t5 santacoder chatgpt gpt-4 transformer-xl sparse-transformer".split(" ");
/** @type {Record<string, string>} */
const NEEDS = {
  "Vectors in many languages": "xlm-roberta labse",
  "Text in many languages": "bloom bloomz gpt-4",
  "Text in Russian": "rugpt-3 fred-t5 llama",
  "Text in English": "llama gpt-j gpt-neox-20b dolly-2 chatgpt gpt-4",
  "Code": "santacoder chatgpt gpt-4",
  "Following instructions": "bloomz dolly-2 chatgpt gpt-4",
  "Weights under a free license": "xlm-roberta labse gpt-j gpt-neox-20b dolly-2 fred-t5",
  "New techniques": "transformer-xl sparse-transformer",
};

/** @param {import("./live.js").Values} values */
export function compute({ need }) {
  const met = need in NEEDS ? NEEDS[need].split(" ") : ALL;
  const shown = ALL.filter((id) => met.includes(id));
  return { shown, count: `${shown.length} of ${ALL.length} models` };
}

live("watch-list", compute, (host, { shown }) => {
  for (const card of host.querySelectorAll("li")) card.hidden = !shown.includes(card.dataset.id ?? "");
});
