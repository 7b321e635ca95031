const QUOTE = 0x22;
const LF = 0x0a;
/** In order of preference, where several would do. */
const DELIMITERS = [',', ';', '\t', '|'] as const;
/** Records that the choice is made on. */
const SAMPLE = 50;

/**
 * The delimiter of CSV text (comma, semicolon, tab or bar): the one that cuts the header and most of the first records
 * into the same number of cells, and of several the one that makes most cells. Text without any is one column, by
 * comma. `bytes` begin with the header and end at the end of the file or anywhere in a record.
 */
export function sniffDelimiter(bytes: Uint8Array): number {
  const candidates = DELIMITERS.map((text) => {
    const delimiter = text.charCodeAt(0);
    const cells = cellsPerRecord(bytes, delimiter);
    const columns = cells[0] ?? 1;
    const alike = cells.filter((count) => count === columns).length;
    return { delimiter, columns, share: alike / Math.max(1, cells.length) };
  }).filter(({ columns }) => columns > 1);
  const best = candidates.sort((a, b) => b.share - a.share || b.columns - a.columns)[0];
  return best?.delimiter ?? DELIMITERS[0].charCodeAt(0);
}

/** Cells of each of the first records that are whole; blank lines count as none. */
function cellsPerRecord(bytes: Uint8Array, delimiter: number): number[] {
  const counts: number[] = [];
  let cells = 1;
  let quoted = false;
  let blank = true;
  for (const byte of bytes) {
    if (byte === QUOTE) quoted = !quoted;
    if (!quoted && byte === delimiter) cells++;
    else if (!quoted && byte === LF) {
      if (!blank) counts.push(cells);
      if (counts.length === SAMPLE) return counts;
      cells = 1;
      blank = true;
      continue;
    }
    if (byte > 0x20 || byte === delimiter) blank = false;
  }
  if (counts.length === 0 && !blank) counts.push(cells);
  return counts;
}
