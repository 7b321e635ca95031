import { seededRandom } from '#local/sample/random.ts';

/** Two standard errors of a share hold the truth in nineteen of twenty draws. */
const Z = 1.96;

export type Missed = {
  readonly drawn: number;
  readonly right: number;
  /** Cases that the list lacks, by the draw: 95% interval by Wilson's score (1927). */
  readonly between: readonly [number, number];
  readonly truly: number;
};

/**
 * What a blind random share of the list tells of what the list lacks: so many addresses drawn from those that are not on
 * it, how many of them are right, and how many cases are missed by that.
 */
export function missedByList(
  offList: readonly string[],
  right: ReadonlySet<string>,
  draw: number,
  seed: number,
): Missed {
  const drawn = seededRandom(seed).sample(offList, draw);
  const hits = drawn.filter((each) => right.has(each)).length;
  const n = Math.max(1, drawn.length);
  const rate = hits / n;
  const centre = (rate + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n);
  const half = (Z * Math.sqrt((rate * (1 - rate)) / n + Z ** 2 / (4 * n ** 2))) / (1 + Z ** 2 / n);
  return {
    drawn: drawn.length,
    right: hits,
    between: [
      Math.max(0, Math.round((centre - half) * offList.length)),
      Math.round((centre + half) * offList.length),
    ],
    truly: offList.filter((each) => right.has(each)).length,
  };
}
