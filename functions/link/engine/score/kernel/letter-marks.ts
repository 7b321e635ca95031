import type { Texts } from '../../table/table.ts';

/** Occurrences of a byte in one text that are told apart. */
const OCCURRENCES = 8;
const MARKS = 64;
/** Texts that are looked at to choose marks; more would hardly choose others. */
const SAMPLE = 20_000;

/** How often each byte stood in a text so far; all 0 between texts. */
const seen = new Uint8Array(256);

/**
 * For each byte and how often it stood in a text before: which of 64 marks it sets, or −1. "A second e" is a mark if
 * about half of the texts have it: then it tells texts apart best. What the marks are never decides a level, only how
 * many pairs can be settled by them.
 */
export function chooseMarks(dictionaries: readonly Texts[]): Int8Array {
  const having = new Uint32Array(256 * OCCURRENCES);
  let looked = 0;
  for (const { size, bytes, offsets } of dictionaries) {
    const step = Math.max(1, Math.floor(size / SAMPLE));
    for (let code = 0; code < size; code += step) {
      looked += 1;
      const from = offsets[code] ?? 0;
      const to = offsets[code + 1] ?? 0;
      for (let at = from; at < to; at++) {
        const byte = bytes[at] ?? 0;
        const times = seen[byte] ?? 0;
        if (times >= OCCURRENCES) continue;
        const key = byte * OCCURRENCES + times;
        having[key] = (having[key] ?? 0) + 1;
        seen[byte] = times + 1;
      }
      for (let at = from; at < to; at++) seen[bytes[at] ?? 0] = 0;
    }
  }
  const spread = (key: number): number => (having[key] ?? 0) * (looked - (having[key] ?? 0));
  const best = Array.from(having.keys())
    .filter((key) => (having[key] ?? 0) > 0)
    .toSorted((a, b) => spread(b) - spread(a) || a - b)
    .slice(0, MARKS);
  const marks = new Int8Array(256 * OCCURRENCES).fill(-1);
  for (const [mark, key] of best.entries()) marks[key] = mark;
  return marks;
}

/** Longer texts set no marks, and count as so long: whatever is concluded from that holds for them too. */
export const MOST_COUNTED = 60_000;
export const TOO_MANY = 65_535;

/**
 * Writes a text's record: its marks (64 bits), its first four bytes, and its length with the number of marks in the
 * upper half. Two texts a and b share at most |marks(a) ∩ marks(b)| + min(|a| − |marks(a)|, |b| − |marks(b)|) bytes.
 */
export function writeLetters(
  record: Uint32Array,
  at: number,
  text: { readonly bytes: Uint8Array; readonly from: number; readonly to: number },
  marks: Int8Array,
): void {
  const { bytes, from, to } = text;
  let low = 0;
  let high = 0;
  let count = 0;
  const length = to - from;
  const counted = length <= MOST_COUNTED;
  if (counted) {
    for (let i = from; i < to; i++) {
      const byte = bytes[i] ?? 0;
      const before = seen[byte] ?? 0;
      if (before >= OCCURRENCES) continue;
      seen[byte] = before + 1;
      const mark = marks[byte * OCCURRENCES + before] ?? -1;
      if (mark < 0) continue;
      count += 1;
      if (mark < 32) low |= 1 << mark;
      else high |= 1 << (mark - 32);
    }
    for (let i = from; i < to; i++) seen[bytes[i] ?? 0] = 0;
  }
  record[at] = low;
  record[at + 1] = high;
  record[at + 2] =
    (length > 0 ? (bytes[from] ?? 0) : 0) |
    (length > 1 ? (bytes[from + 1] ?? 0) << 8 : 0) |
    (length > 2 ? (bytes[from + 2] ?? 0) << 16 : 0) |
    (length > 3 ? (bytes[from + 3] ?? 0) << 24 : 0);
  record[at + 3] = (counted ? length : TOO_MANY) | (count << 16);
}
