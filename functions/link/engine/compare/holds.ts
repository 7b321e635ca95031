import { type Encoded, fieldOf } from '../encode/encoded.ts';
import type { LevelTest } from '../model/comparison.ts';
import { type Column, UNKNOWN } from '../table/table.ts';
import { daysApart, dayInterval, isWithin } from './day-interval.ts';
import { editDistance } from './edit-distance.ts';
import { bigramSimilarity, wordSimilarity } from './jaccard.ts';
import { jaroWinkler } from './jaro-winkler.ts';
import { numberOf } from './number.ts';
import { isPrefix } from './prefix.ts';

/** The bytes of a row's text in a field, or null if it is not known. */
export function textOfRow(column: Column, row: number): Uint8Array | null {
  const code = column.codes[row] ?? UNKNOWN;
  if (code < 0) return null;
  return column.texts.bytes.subarray(column.texts.offsets[code], column.texts.offsets[code + 1]);
}

const equal = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

type Swapped = Extract<LevelTest, { test: 'swapped' }>;
/** What a row says in the one field and in the other. */
type TwoTexts = readonly [Uint8Array | null, Uint8Array | null];

function areSwapped({ atLeast, orUnknown }: Swapped, [a, c]: TwoTexts, [b, d]: TwoTexts): boolean {
  const alike = (one: Uint8Array | null, two: Uint8Array | null): boolean | null =>
    one === null || two === null
      ? null
      : equal(one, two) || (atLeast !== undefined && jaroWinkler(one, two) >= atLeast);
  const across = [alike(a, d), alike(c, b)];
  if (orUnknown) return across.includes(true) && !across.includes(false);
  return across.every((each) => each === true);
}

/** Whether a pair of rows passes a test; equal texts are as similar as can be, also where a formula has 0 ÷ 0. */
export function holds(test: LevelTest, encoded: Encoded, left: number, right: number): boolean {
  const column = fieldOf(encoded, test.field);
  const a = textOfRow(column, left);
  const b = textOfRow(column, right);
  if (test.test === 'swapped') {
    const other = fieldOf(encoded, test.other);
    return areSwapped(test, [a, textOfRow(other, left)], [b, textOfRow(other, right)]);
  }
  if (a === null || b === null) return false;
  switch (test.test) {
    case 'exact':
      return equal(a, b);
    case 'jaro_winkler':
      return jaroWinkler(a, b) >= test.atLeast;
    case 'bigrams':
      return equal(a, b) || bigramSimilarity(a, b) >= test.atLeast;
    case 'words':
      return equal(a, b) || wordSimilarity(a, b) >= test.atLeast;
    case 'edits':
      return editDistance(a, b) <= test.atMost;
    case 'prefix':
      return isPrefix(a, b, test.shortest);
    case 'number':
      return Math.abs(numberOf(a) - numberOf(b)) <= test.atMost;
    case 'days':
    case 'date_within': {
      const [one, two] = [dayInterval(a), dayInterval(b)];
      if (one === null || two === null) return false;
      return test.test === 'days' ? daysApart(one, two, test.atMost) : isWithin(one, two);
    }
  }
}
