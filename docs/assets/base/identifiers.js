// What is typed where names are looked for may be an identifier: of a repository on the Hugging Face Hub, of a paper on
// arXiv, a DOI. Their list is fetched when it is one.
import { data } from "./data.js";

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
 * The address of the page that a query identifies; empty if it identifies none.
 * @param {string} query
 */
export async function identified(query) {
  const identifier = identifierIn(query);
  const list = identifier ? /** @type {IdentifiersFile} */ (await data("identifiers").catch(() => ({}))) : {};
  return Object.entries(list).find(([, own]) => own.split(" ").includes(identifier))?.[0] ?? "";
}

/**
 * The id of the model that a query identifies; empty if it identifies none.
 * @param {string} query
 */
export const identifiedModel = async (query) => (await identified(query)).match(/^models\/(.+)\/$/)?.[1] ?? "";
