import type { Comparison, LevelTest } from '../../model/comparison.ts';
import { type Facts, type SharedLayout, factsOf, neededFacts } from './facts.ts';

/** A column of what is compared, side by side for the rows of a batch. */
export type ColumnSource =
  /** Code of the row's text in a field. */
  | { readonly of: 'code'; readonly field: string }
  /** Code of the same text in another field's dictionary; negative if it is not there. */
  | { readonly of: 'code_elsewhere'; readonly field: string; readonly other: string }
  /** One of the numbers of the text's record. */
  | { readonly of: 'fact'; readonly facts: Facts; readonly word: number }
  /** Two rows that have the same number here are not compared: an earlier rule has, or they are of one input. */
  | { readonly of: 'skip'; readonly index: number }
  /** One past the last row of the row's block, within the batch. */
  | { readonly of: 'end' }
  /** The row itself. */
  | { readonly of: 'row' };

/** Levels of up to so many comparisons stand in one number of a pattern, 4 bits each. */
export const LEVELS_PER_WORD = 8;
/** 0 = null, 1 = first level. */
export const LEVEL_BITS = 4;
const LANES = 4;

/** Where things lie in a thread's own memory, all addresses in bytes. */
export type OwnLayout = {
  readonly columns: ReadonlyMap<string, number>;
  /** What stands in a row's record: codes, then skips. */
  readonly rowSources: readonly ColumnSource[];
  readonly skips: number;
  readonly columnBytes: number;
  /** Rows of a batch at most. */
  readonly capacity: number;
  /** Two marks per byte of the longest text, for Jaro-Winkler on long texts. */
  readonly marks: number;
  readonly longest: number;
  /** Three rows of the table of edits. */
  readonly editRows: number;
  readonly editWidth: number;
  /** Bits of each level of each comparison as 32-bit floats, 16 per comparison. */
  readonly weights: number;
  /** Bits and pattern of four pairs, while one of them is looked at alone. */
  readonly laneBits: number;
  readonly lanePatterns: number;
  readonly patternWords: number;
  /** In and out of a call: bits that a pair must have to be written down; pairs written down, pairs compared. */
  readonly least: number;
  readonly foundCount: number;
  readonly pairCount: number;
  /** What was found: per pair its two positions in the batch and its pattern. */
  readonly found: number;
  readonly foundBytes: number;
  readonly foundCapacity: number;
  readonly bytes: number;
};

export const columnKey = (source: ColumnSource): string => {
  switch (source.of) {
    case 'code':
      return `code ${source.field}`;
    case 'code_elsewhere':
      return `code ${source.field} in ${source.other}`;
    case 'fact':
      return `${source.facts.kind} ${source.facts.field} ${source.word}`;
    case 'skip':
      return `skip ${source.index}`;
    case 'end':
    case 'row':
      return source.of;
  }
};

/** How many numbers of a record matter. */
const WORDS: Readonly<Record<Facts['kind'], number>> = {
  letters: 4,
  bigrams: 4,
  words: 4,
  days: 2,
  number: 3,
};

function sourcesOf(comparisons: readonly Comparison[], shared: SharedLayout, skips: number): ColumnSource[] {
  const sources: ColumnSource[] = [{ of: 'end' }, { of: 'row' }];
  for (let index = 0; index < skips; index++) sources.push({ of: 'skip', index });
  const addTest = (test: LevelTest): void => {
    sources.push({ of: 'code', field: test.field });
    if (test.test === 'swapped')
      sources.push(
        { of: 'code', field: test.other },
        { of: 'code_elsewhere', field: test.field, other: test.other },
        { of: 'code_elsewhere', field: test.other, other: test.field },
      );
    for (const { kind, field } of neededFacts(test)) {
      const facts = factsOf(shared, kind, field);
      for (let word = 0; word < WORDS[kind]; word++) sources.push({ of: 'fact', facts, word });
    }
  };
  for (const { field, levels } of comparisons) {
    sources.push({ of: 'code', field });
    for (const { tests } of levels) tests.forEach(addTest);
  }
  return [...new Map(sources.map((source) => [columnKey(source), source])).values()];
}

/** Rows that are fetched at a time, if blocks are small: what a core's nearest caches hold. */
export const BATCH = 512;
/** Pairs that are handed over at a time. */
const FOUND = 16_384;

export function layOutOwn(
  comparisons: readonly Comparison[],
  shared: SharedLayout,
  skips: number,
  largestBlock: number,
): OwnLayout {
  const capacity = Math.max(BATCH, largestBlock);
  let end = 0;
  const place = (bytes: number): number => {
    const address = end;
    end = Math.ceil((end + bytes) / 16) * 16;
    return address;
  };
  const patternWords = Math.ceil(comparisons.length / LEVELS_PER_WORD);
  const foundBytes = 4 * (2 + patternWords);
  // Four rows are loaded at a time, from any row on.
  const columnBytes = 16 * (Math.ceil(capacity / LANES) + 2);
  // A row's pairs are not torn apart.
  const foundCapacity = FOUND + capacity + LANES;
  const sources = sourcesOf(comparisons, shared, skips);
  const editWidth = 4 * (shared.longest + 8);
  return {
    marks: place(2 * shared.longest),
    longest: shared.longest,
    editRows: place(3 * editWidth),
    editWidth,
    weights: place(4 * 2 ** LEVEL_BITS * comparisons.length),
    laneBits: place(16),
    lanePatterns: place(16 * patternWords),
    patternWords,
    least: place(4),
    foundCount: place(4),
    pairCount: place(4),
    rowSources: [
      ...sources.filter(({ of }) => of === 'code' || of === 'code_elsewhere'),
      ...sources.filter(({ of }) => of === 'skip'),
    ],
    skips,
    columnBytes,
    columns: new Map(sources.map((source) => [columnKey(source), place(columnBytes)])),
    capacity,
    found: place(foundBytes * foundCapacity),
    foundBytes,
    foundCapacity,
    bytes: end,
  };
}

export function columnAt(layout: OwnLayout, source: ColumnSource): number {
  const address = layout.columns.get(columnKey(source));
  if (address === undefined) throw new Error(`No column was laid out for ${columnKey(source)}`);
  return address;
}
