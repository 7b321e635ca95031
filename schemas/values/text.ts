import { type Parsed, UNKNOWN, good } from './parsed.ts';

/**
 * A name or word: trimmed, runs of white space made one, Unicode in composed form (NFC), so that the same name
 * typed on two systems is the same text. A lone `.` is the BRP's "unknown" (Logisch Ontwerp BRP, standaardwaarden).
 */
export function parseText(cell: string): Parsed<string | null> {
  const text = cell.trim();
  if (text === '' || text === '.') return UNKNOWN;
  return good(tidy(text));
}

/** Text in which line breaks mean something. */
export function parseProse(cell: string): Parsed<string | null> {
  const text = cell.trim();
  return text === '' || text === '.' ? UNKNOWN : good(text.normalize('NFC'));
}

// Most cells need no mending; both tests are cheaper than the work that they save.
const UNTIDY = /\s{2,}|[^\S ]/;
const BEYOND_LATIN_1 = /[\u0100-\uffff]/;

export function tidy(text: string): string {
  const spaced = UNTIDY.test(text) ? text.replace(/\s+/g, ' ') : text;
  return BEYOND_LATIN_1.test(spaced) ? spaced.normalize('NFC') : spaced;
}
