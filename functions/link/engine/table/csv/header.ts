import { InputError } from '../input-error.ts';

const QUOTE = 0x22;
const LF = 0x0a;

/** Where the first line begins that is not blank. */
export function startOfText(bytes: Uint8Array, start: number): number {
  let line = start;
  for (let at = start; at < bytes.length && (bytes[at] ?? 0) <= 0x20; at++)
    if (bytes[at] === LF) line = at + 1;
  return line;
}

/** Where the record that begins at `start` ends (after its line feed), or −1 if it goes on past the bytes. */
export function endOfRecord(bytes: Uint8Array, start: number): number {
  let quoted = false;
  for (let at = start; at < bytes.length; at++) {
    if (bytes[at] === QUOTE) quoted = !quoted;
    else if (bytes[at] === LF && !quoted) return at + 1;
  }
  return -1;
}

/** The names of the columns in the header's text. A column without a name gets its number; the same name twice is an error. */
export function columnNames(path: string, header: string, delimiter: string): string[] {
  const names = cellsOf(header.replace(/\r?\n$/, ''), delimiter).map(
    (cell, at) => cell.trim() || `column_${at + 1}`,
  );
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined)
    throw new InputError(`${path}: the header has two columns "${twice}". Give each a name of its own.`);
  return names;
}

function cellsOf(header: string, delimiter: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of header) {
    if (character === '"') {
      // A doubled quote closes and opens again: it stands for one.
      if (!quoted && cell !== '') cell += '"';
      quoted = !quoted;
    } else if (character === delimiter && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell];
}
