import { type Encoded, fieldOf } from '../encode/encoded.ts';
import type { Comparison } from '../model/comparison.ts';
import { levelBits } from '../score/bits.ts';
import { levelOf } from '../score/weigh-pair.ts';

/** Whether two rows know a comparison's field, with different texts: only then it can speak against one entity. */
export function textsDiffer(encoded: Encoded, comparison: Comparison, left: number, right: number): boolean {
  return codesDiffer(fieldOf(encoded, comparison.field).codes, left, right);
}

/** As `textsDiffer`, of a field's codes. */
export function codesDiffer(codes: Int32Array, left: number, right: number): boolean {
  const one = codes[left] ?? -1;
  const other = codes[right] ?? -1;
  return one >= 0 && other >= 0 && one !== other;
}

/** Whether what a comparison says of two rows speaks against one entity. */
export function speaksAgainst(
  encoded: Encoded,
  comparison: Comparison,
  left: number,
  right: number,
): boolean {
  if (!textsDiffer(encoded, comparison, left, right)) return false;
  const level = comparison.levels[levelOf(encoded, comparison, left, right)];
  return level !== undefined && levelBits(level) < 0;
}

/** P(what a comparison says speaks against | one entity), among pairs that know the field. */
export const chanceAgainst = (comparison: Comparison): number =>
  comparison.levels.reduce((sum, level) => (levelBits(level) < 0 ? sum + level.m : sum), 0);
