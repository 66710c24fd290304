// Queries that are an identifier: of a repository on the Hugging Face Hub, of a paper on arXiv, a DOI. Their list is
// fetched when there is such a query.
import { data } from "../base/data.js";

/** @import { Entry, Hit } from "./match.js" */
/** identifiers.json: those of a page by its address, with spaces between them. @typedef {Record<string, string>} IdentifiersFile */

const BEFORE = /^(?:https?:\/\/)?(?:www\.)?(?:(?:huggingface\.co|hf\.co|(?:dx\.)?doi\.org|(?:ar5iv\.)?(?:labs\.)?arxiv\.org)\/(?:abs\/|pdf\/|html\/|models\/)?|(?:arxiv|doi|hf)\s*:\s*)/i;
const ARXIV = /^(?:10\.48550\/arxiv\.)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?(?:\.pdf)?$/;
const DOI = /^10\.\d{4,9}\/\S+$/;
const HUB = /^([\w.-]+\/[\w.-]+)(?:\/(?:tree|blob|resolve|discussions)\b.*)?$/;

/**
 * The identifier that a query is, in the form of the list; empty if it is none.
 * @param {string} query
 */
export function identifierIn(query) {
  const text = query.trim().replace(BEFORE, "").replace(/[?#].*$|\/+$/g, "").toLowerCase();
  return text.match(ARXIV)?.[1] ?? text.match(DOI)?.[0] ?? text.match(HUB)?.[1] ?? "";
}

/**
 * The page that a query identifies, before all that goes by such a name.
 * @param {Entry[]} entries
 * @param {string} query
 * @returns {Promise<Hit[]>}
 */
export async function byIdentifier(entries, query) {
  const identifier = identifierIn(query);
  if (!identifier) return [];
  const list = /** @type {IdentifiersFile} */ (await data("identifiers").catch(() => ({})));
  const [address] = Object.entries(list).find(([, own]) => own.split(" ").includes(identifier)) ?? [];
  const entry = entries.find((known) => known.address === address);
  return entry ? [{ entry, score: 110, name: identifier }] : [];
}
