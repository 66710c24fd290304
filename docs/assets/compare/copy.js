// A comparison as text: Markdown, CSV, LaTeX. All take the matrix of a table: rows of cells, a group as a row of one.
import { csvCell } from "../base/csv.js";

/**
 * What a table shows; lines that "Differences only" hides are left out.
 * @param {HTMLTableElement} table
 */
export function matrix(table) {
  const rows = [...table.rows].filter((row) => getComputedStyle(row).display !== "none");
  const texts = rows.map((row) => [...row.cells].map(textOf));
  texts[0][0] = ""; // the corner
  return texts.filter((row, index) => row.length > 1 || texts[index + 1]?.length > 1); // no group without lines
}

/** @param {HTMLTableCellElement} cell */
function textOf(cell) {
  const copy = /** @type {HTMLTableCellElement} */ (cell.cloneNode(true));
  for (const extra of copy.querySelectorAll(".ref, svg, small")) extra.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

/** @param {string[][]} rows */
export function asMarkdown(rows) {
  /** @param {string[]} cells */
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const [head, ...rest] = rows.map((row) => row.map((text) => text.replace(/[\\`*_[\]<>|]/g, "\\$&")));
  const blanks = Array(head.length - 1).fill("");
  const body = rest.map((row) => line(row.length > 1 ? row : [`**${row[0]}**`, ...blanks]));
  return [line(head), line(head.map(() => "---")), ...body, ""].join("\n");
}

/** @param {string[][]} rows */
export function asCsv(rows) {
  return rows.filter((row) => row.length > 1).map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

/**
 * A tabular for the package booktabs; pdfLaTeX reads it, as every sign outside of ASCII that we use has its command.
 * @param {string[][]} rows
 */
export function asLatex(rows) {
  /** @param {string[]} cells */
  const line = (cells) => `  ${cells.map(latexText).join(" & ")} \\\\`;
  const [head, ...rest] = rows;
  /** @param {string} text */
  const group = (text) => `  \\midrule\n  \\multicolumn{${head.length}}{l}{\\emph{${latexText(text)}}} \\\\`;
  const body = rest.map((row) => (row.length > 1 ? line(row) : group(row[0])));
  return [
    "% \\usepackage{booktabs}",
    `\\begin{tabular}{l${"l".repeat(head.length - 1)}}`,
    "  \\toprule", line(head), ...(rest[0]?.length > 1 ? ["  \\midrule"] : []), ...body, "  \\bottomrule",
    "\\end{tabular}", "",
  ].join("\n");
}

/** @type {Record<string, string>} */
const SIGNS = {
  "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "<": "\\textless{}", ">": "\\textgreater{}",
  "–": "--", "—": "---", "…": "\\ldots{}", "“": "``", "”": "''", "‘": "`", "’": "'", "\u00a0": "~",
  "×": "$\\times$", "≈": "$\\approx$", "≤": "$\\leq$", "≥": "$\\geq$", "±": "$\\pm$", "−": "$-$", "√": "$\\sqrt{}$", "→": "$\\to$", "·": "$\\cdot$",
  "α": "$\\alpha$", "β": "$\\beta$", "γ": "$\\gamma$", "ε": "$\\epsilon$", "λ": "$\\lambda$", "μ": "$\\mu$", "½": "$\\frac{1}{2}$",
};
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻";
const LOWERED = "₀₁₂₃₄₅₆₇₈₉";

/** @param {string} text */
function latexText(text) {
  return text
    .replace(/[\\~^<>–—…“”‘’\u00a0×≈≤≥±−√→·αβγελμ½]|[&%$#_{}]/g, (sign) => SIGNS[sign] ?? `\\${sign}`)
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+/g, (run) => `$^{${[...run].map((sign) => "0123456789-"[RAISED.indexOf(sign)]).join("")}}$`)
    .replace(/[₀-₉]+/g, (run) => `$_{${[...run].map((sign) => LOWERED.indexOf(sign)).join("")}}$`);
}
