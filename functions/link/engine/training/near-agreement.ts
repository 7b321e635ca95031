import type { Weights } from './chance-agreement.ts';
import type { Patterns } from './patterns.ts';
import type { Shape } from './shape.ts';

const LEAST_PAIRS = 30;
/** Only what a good part of any two records agrees on: towns, kinds. Rarer agreement is no mere circumstance. */
const LEAST_CHANCE = 0.01;

/**
 * Random pairs per level of comparison `of`, among those that are nearly alike in another: numbers in one street
 * are not one address, but they show that one address has one town. `null` if there are too few to tell.
 */
export function levelsNear(
  random: Patterns,
  shapes: readonly Shape[],
  { m, u, odds }: Weights,
  { of, given }: { of: number; given: number },
): number[] | null {
  const [own, other] = [shapes[of], shapes[given]];
  if (!own || !other || own.exact < 0 || (u[of]?.[own.exact] ?? 0) < LEAST_CHANCE) return null;
  const sums = own.groups.map(() => 0);
  let pairs = 0;
  const width = random.comparisons;
  for (const [i, count] of random.pairs.entries()) {
    const near = random.levels[i * width + given] ?? -1;
    const level = random.levels[i * width + of] ?? -1;
    if (level < 0 || near <= other.exact || near === other.groups.length - 1) continue;
    let ratio = odds;
    for (let c = 0; c < width; c++) {
      const at = random.levels[i * width + c] ?? -1;
      if (c !== of && c !== given && at >= 0) ratio *= (m[c]?.[at] ?? 1) / (u[c]?.[at] ?? 1);
    }
    const two = count / (1 + ratio);
    pairs += two;
    sums[level] = (sums[level] ?? 0) + two;
  }
  return pairs < LEAST_PAIRS ? null : sums;
}
