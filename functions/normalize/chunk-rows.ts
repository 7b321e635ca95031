import { readCsvRow } from '#schemas/values/csv-row.ts';

/** Visits the rows of a CSV chunk with the line of the file on which each begins; lines without a value are no rows. */
export function eachCsvRow(
  text: string,
  delimiter: string,
  firstLine: number,
  visit: (cells: readonly string[], line: number) => void,
): void {
  const quoted = text.includes('"');
  let line = firstLine;
  let at = 0;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const plain = text.slice(at, text.charCodeAt(end - 1) === RETURN && end > at ? end - 1 : end);
    if (!quoted || !plain.includes('"')) {
      if (!isBlank(plain, delimiter)) visit(plain.split(delimiter), line);
      line += 1;
      at = end + 1;
      continue;
    }
    const row = readCsvRow(text, at, delimiter);
    // Receive cuts chunks at rows that read well; what does not is left as one line of cells, and found ragged.
    const next = row.kind === 'row' ? row.end : end + 1;
    visit(row.kind === 'row' ? row.cells : plain.split(delimiter), line);
    line += linesIn(text, at, next);
    at = next;
  }
}

/** Visits the lines of an NDJSON chunk that hold something. */
export function eachLine(text: string, firstLine: number, visit: (text: string, line: number) => void): void {
  let line = firstLine;
  let at = 0;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const row = text.slice(at, end).trim();
    if (row !== '') visit(row, line);
    line += 1;
    at = end + 1;
  }
}

const RETURN = 13;

function isBlank(text: string, delimiter: string): boolean {
  if (text === '') return true;
  const first = text.charAt(0);
  return (
    (first === delimiter || first === ' ' || first === '\t') && text.replaceAll(delimiter, '').trim() === ''
  );
}

/** Line breaks between two places of a text. */
export function linesIn(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
