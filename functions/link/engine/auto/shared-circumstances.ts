import type { Comparison, Level } from '../model/comparison.ts';
import { levelsGiven } from '../training/given-agreement.ts';
import type { Findings } from '../training/learn-model.ts';
import { exactShare, shapesOf } from '../training/shape.ts';
import { level } from './part.ts';

/** Agreement that follows from another field's counts as such if it is so many times likelier, 2^bits. */
const LEAST_BITS = 2;
const LEAST_SHARE = 0.01;
const LEAST_AGREEING = 5;
const MOST_GIVEN = 3;
const LEAST_M = 0.004;
/** As many as the kernel packs into half a byte, with one for unknown. */
const MOST_LEVELS = 15;

export type Conditioned = { readonly comparisons: readonly Comparison[]; readonly why: readonly string[] };

/**
 * Guards against counting one circumstance twice. Who lives at one address has one postcode, often one surname and
 * phone; twins have one date of birth. Where records of two entities that agree on one field agree on another much
 * more often than any two do, the other gets levels of its own for that case, weighed by what they say beyond it.
 * A field can be given only to fields that identify less: so no agreement is explained away in a circle.
 */
export function conditionOnShared(comparisons: readonly Comparison[], findings: Findings): Conditioned {
  const shapes = shapesOf(comparisons);
  const chance = (c: number) => {
    const shape = shapes[c];
    return shape ? exactShare(findings.weights.u[c] ?? [], shape) : 1;
  };
  const order = [...comparisons.keys()]
    .filter((c) => (shapes[c]?.exact ?? -1) >= 0)
    .toSorted((a, b) => chance(a) - chance(b));
  const why: string[] = [];
  const conditioned = comparisons.map((comparison, of) => {
    const shape = shapes[of];
    if (!shape || shape.exact < 0) return comparison;
    const chosen: number[] = [];
    let { levels } = comparison;
    const ownLevels = usual(comparison, findings.weights.m[of] ?? []);
    while (chosen.length < MOST_GIVEN && levels.length + ownLevels.length <= MOST_LEVELS) {
      const found = order.slice(0, order.indexOf(of)).flatMap((given) => {
        if (chosen.includes(given)) return [];
        const sums = levelsGiven(findings, shapes, { of, given, without: chosen })?.levels ?? [];
        const agreeing = exactShare(sums, shape);
        const share =
          agreeing /
          Math.max(
            1,
            sums.reduce((sum, each) => sum + each, 0),
          );
        const bits = Math.log2(share / chance(of));
        return agreeing >= LEAST_AGREEING && share >= LEAST_SHARE && bits >= LEAST_BITS
          ? [{ given, share, bits, pairs: agreeing * (findings.single.get(given)?.scale ?? 1) }]
          : [];
      });
      const [most] = found.toSorted((a, b) => b.bits * b.pairs - a.bits * a.pairs);
      if (!most) break;
      const given = comparisons[most.given];
      if (!given) break;
      levels = [
        ...levels.slice(0, -comparison.levels.length),
        ...givenLevels(ownLevels, given),
        ...comparison.levels,
      ];
      chosen.push(most.given);
      const other = given.name;
      why.push(
        `Of records that agree on ${other} but are not of one entity, ${(100 * most.share).toFixed(0)}% agree on ${comparison.name} too, where ${(100 * chance(of)).toPrecision(2)}% of any two do: given the same ${other}, ${comparison.name} counts only for what it says beyond that.`,
      );
    }
    return { ...comparison, levels };
  });
  return { comparisons: conditioned, why };
}

/** A comparison's levels but those that look at another field or that hardly any match is of. */
const usual = ({ levels }: Comparison, m: readonly number[]): Level[] =>
  levels.filter(
    ({ tests }, at) =>
      tests.every(({ test }) => test !== 'swapped') &&
      (at === levels.length - 1 || (m[at] ?? 0) >= LEAST_M || tests.some(({ test }) => test === 'exact')),
  );

/** The same levels once more, each at exact agreement of another field. */
function givenLevels(levels: readonly Level[], other: Comparison): Level[] {
  const given = { test: 'exact', field: other.field } as const;
  return levels.map(({ label, tests }) => level(`${label}, given the same ${other.name}`, ...tests, given));
}
