import type { Comparison, Level } from '../model/comparison.ts';
import { levelsInConflict } from '../training/conflicts.ts';
import type { Findings } from '../training/learn-model.ts';
import { shapesOf } from '../training/shape.ts';
import { level } from './part.ts';

/** Agreement that follows from another field's counts as such if it is so many times likelier, 2^bits. */
const LEAST_BITS = 2;
const LEAST_SHARE = 0.01;
const LEAST_AGREEING = 5;
const MOST_GIVEN = 3;
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
  const { m, u } = findings.weights;
  const chance = (c: number) => u[c]?.[shapes[c]?.exact ?? 0] ?? 1;
  const order = [...comparisons.keys()]
    .filter((c) => (shapes[c]?.exact ?? -1) >= 0)
    .toSorted((a, b) => chance(a) - chance(b));
  const why: string[] = [];
  const conditioned = comparisons.map((comparison, of) => {
    const shape = shapes[of];
    if (!shape || shape.exact < 0) return comparison;
    const chosen: number[] = [];
    while (chosen.length < MOST_GIVEN && comparison.levels.length + 3 * (chosen.length + 1) <= MOST_LEVELS) {
      const found = order.slice(0, order.indexOf(of)).flatMap((given) => {
        const session = findings.single.get(given);
        if (!session || chosen.includes(given)) return [];
        const sums = levelsInConflict(
          { patterns: session.patterns, shapes, m, u, matches: findings.matches / session.scale },
          { of, given, without: chosen },
        );
        const agreeing = sums?.[shape.exact] ?? 0;
        const share = agreeing / Math.max(1, sums?.reduce((sum, each) => sum + each, 0) ?? 1);
        const bits = Math.log2(share / chance(of));
        return agreeing >= LEAST_AGREEING && share >= LEAST_SHARE && bits >= LEAST_BITS
          ? [{ given, share, bits }]
          : [];
      });
      const [most] = found.toSorted((a, b) => b.bits - a.bits);
      if (!most) break;
      chosen.push(most.given);
      const other = comparisons[most.given]?.name ?? '';
      why.push(
        `Of records that agree on ${other} but are not of one entity, ${(100 * most.share).toFixed(0)}% agree on ${comparison.name} too, where ${(100 * chance(of)).toPrecision(2)}% of any two do: given the same ${other}, ${comparison.name} counts only for what it says beyond that.`,
      );
    }
    return {
      ...comparison,
      levels: [
        ...chosen.flatMap((given) => givenLevels(comparison, comparisons[given])),
        ...comparison.levels,
      ],
    };
  });
  return { comparisons: conditioned, why };
}

/** The same, alike and different, each at exact agreement of another field. */
function givenLevels({ field, levels }: Comparison, other: Comparison | undefined): Level[] {
  if (!other) return [];
  const given = { test: 'exact', field: other.field } as const;
  const close = levels.find(({ tests }) => tests.length === 1 && tests.some(({ test }) => CLOSE.has(test)));
  return [
    level(`the same, given the same ${other.name}`, { test: 'exact', field }, given),
    ...(close ? [level(`${close.label}, given the same ${other.name}`, ...close.tests, given)] : []),
    level(`different, given the same ${other.name}`, given),
  ];
}

const CLOSE: ReadonlySet<string> = new Set(['edits', 'jaro_winkler', 'bigrams', 'words']);
