// Text for spreadsheets.

/**
 * A text as a cell of CSV. A spreadsheet would run one that starts like a formula.
 * @param {string} text
 */
export function csvCell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
