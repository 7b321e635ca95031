import { type Encoded, fieldOf } from '../encode/encoded.ts';
import type { Level } from '../model/comparison.ts';
import { type Texts, UNKNOWN } from '../table/table.ts';

/** Log-odds in bits: log2(p / (1 − p)). */
export const bitsOf = (probability: number): number => Math.log2(probability / (1 - probability));

/** p = 2^W / (1 + 2^W), written so that large weights do not overflow. */
export const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -bits);

/** log2(m / u). */
export const levelBits = (level: Level): number => Math.log2(level.m / level.u);

/** The field whose frequency a level's weight depends on: that of its first `exact` test. */
export function termField(level: Level): string | undefined {
  return level.termFrequency ? level.tests.find(({ test }) => test === 'exact')?.field : undefined;
}

/**
 * Bits that a level gains or loses by how frequent a text is: share · (log2 u − log2 max(tf, least)), tf = rows that
 * have the text ÷ rows that know the field. Both rows have the same text, as the level tests that.
 */
export function termBits(level: Level, rowsWithText: number, rowsKnown: number): number {
  if (!level.termFrequency) return 0;
  const { share, least } = level.termFrequency;
  return share * (Math.log2(level.u) - Math.log2(Math.max(rowsWithText / rowsKnown, least)));
}

const sums = new WeakMap<Texts, number>();

/** Rows that know a field, among those whose term frequencies count; summed once. */
export function rowsThatKnow(encoded: Encoded, field: string): number {
  const { texts } = fieldOf(encoded, field);
  const sum = texts.known ?? sums.get(texts) ?? texts.counts.reduce((total, count) => total + count, 0);
  sums.set(texts, sum);
  return sum;
}

export function rowsWithTextOf(encoded: Encoded, field: string, row: number): number {
  const { codes, texts } = fieldOf(encoded, field);
  return texts.counts[codes[row] ?? UNKNOWN] ?? 0;
}
