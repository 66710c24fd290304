// Names as people type them: the forms in which they are compared, and how far apart two of them are.

/** Without case, spaces, hyphens and dots, as `normal_form` of catalog.py: no two models have the same. */
export const normal = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s\-_.]+/g, "");

/** Letters and digits alone, without accents: for what is typed in a question, and for words out of a sentence. */
export const plain = (text) => text.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/**
 * Letters to insert, remove, replace or swap with their neighbour to get from one text to the other; Infinity where the
 * lengths alone differ by more than `most`.
 */
export function distance(from, to, most) {
  if (Math.abs(from.length - to.length) > most) return Infinity;
  let before = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const next = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      next[column] = Math.min(last[column] + 1, next[column - 1] + 1, last[column - 1] + !same);
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) next[column] = Math.min(next[column], before[column - 2] + 1);
    }
    [before, last] = [last, next];
  }
  return last[to.length];
}
