// Filter of generated instructions; scripts/atlas/elements/instruction_flow.py says what is computed.

import { fixed, live } from "./live.js";

const POOL = [
  "Generate a haiku using the following word:",
  "Suggest some games that can be played by a group of people.",
  "Make a grocery list for a healthy meal.",
  "Create a birthday planning checklist.",
  "Give me a cooking recipe for the following food.",
  "Write a story that contains the given words in 4 sentences.",
  "Write a python function that sorts a list from large to small.",
  "Classify the sentiment of the sentence into positive, negative or mixed.",
];
const LIMIT = 0.7;
const BOTH_REFUSE = ["image", "images", "graph", "graphs", "picture", "pictures", "file", "files", "map", "maps", "draw", "plot", "go to"];
const ALPACA_REFUSES = [...BOTH_REFUSE, "video", "audio", "music", "flowchart", "diagram"];
const PUNCTUATION = /^[!-/:-@[-`{-~]/;

/** @param {string} text */
const tokens = (text) => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

/**
 * @param {string[]} one
 * @param {string[]} two
 */
function longestCommon(one, two) {
  const rows = Array.from({ length: one.length + 1 }, () => new Array(two.length + 1).fill(0));
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = two.length - 1; j >= 0; j -= 1) {
      rows[i][j] = one[i] === two[j] ? rows[i + 1][j + 1] + 1 : Math.max(rows[i + 1][j], rows[i][j + 1]);
    }
  }
  const found = [];
  for (let i = 0, j = 0; i < one.length && j < two.length;) {
    if (one[i] === two[j]) {
      found.push(one[i]);
      i += 1;
      j += 1;
    } else if (rows[i + 1][j] >= rows[i][j + 1]) i += 1;
    else j += 1;
  }
  return found;
}

/** @param {import("./live.js").Values} values */
export function compute({ method, instruction }) {
  const own = tokens(instruction);
  const shared = POOL.map((other) => longestCommon(own, tokens(other)));
  const scores = POOL.map((other, row) => (2 * shared[row].length) / (own.length + tokens(other).length));
  const highest = Math.max(...scores);
  const alike = highest > LIMIT ? "Dropped: too similar" : "Kept";
  const capitalized = instruction.slice(0, 1).toUpperCase() + instruction.slice(1).toLowerCase();
  return {
    ...Object.fromEntries(scores.map((score, row) => [`score${row}`, fixed(score, 2)])),
    ...Object.fromEntries(shared.map((words, row) => [`shared${row}`, words.join(" ") || "nothing"])),
    most: scores.indexOf(highest),
    highest: fixed(highest, 2),
    method,
    self: refused(capitalized, BOTH_REFUSE) || alike,
    alpaca: refused(instruction, ALPACA_REFUSES) || alike,
  };
}

/**
 * @param {string} text
 * @param {string[]} words
 */
function refused(text, words) {
  const count = text.split(/\s+/).filter(Boolean).length;
  if (count <= 3) return "Dropped: too short";
  if (count > 150) return "Dropped: too long";
  const word = words.find((word) => new RegExp(`(?<![\\p{L}\\p{N}_])${word}(?![\\p{L}\\p{N}_])`, "iu").test(text));
  if (word) return `Dropped: says “${word}”`;
  if (text.startsWith("Write a program")) return "Dropped: “Write a program”";
  if (PUNCTUATION.test(text) || text.charCodeAt(0) > 127) return "Dropped: first character";
  return "";
}

live("instruction-flow", compute, (host, results) => {
  for (const part of host.querySelectorAll("[data-method]")) {
    part.toggleAttribute("hidden", ![part.getAttribute("data-method"), "Both"].includes(results.method));
  }
});
