import { FindingId } from '#schemas/ids.ts';
import type { Outcome } from '#schemas/outcome.ts';
import type { PatternWeight } from '#schemas/pattern.ts';
import { contributionsOf } from './contributions.ts';

/** Outcomes keep no finding's id, and contributions only hand it on. */
const NO_FINDING = FindingId.parse(`fnd-${'a'.repeat(26)}`);

/**
 * How strongly each pattern counted in the outcome's theme, under the given weights: its strength; 0 where another finding
 * on the same facts counts; of one that speaks against, whatever its own theme, as much as it could take away there. So
 * learning sees the same sum that scoring makes, and facts that were found twice are learned from once. Patterns without a
 * weight are gone.
 */
export function featuresOf(
  outcome: Outcome,
  weights: ReadonlyMap<string, PatternWeight>,
): ReadonlyMap<string, number> {
  const found = outcome.patterns.flatMap(({ pattern_id, strength }) => {
    const weight = weights.get(pattern_id);
    const finding = {
      finding_id: NO_FINDING,
      pattern_id,
      subject_entity_id: outcome.subject_entity_id,
      strength,
      evidence: {},
      withheld: false,
    };
    return weight ? [{ finding, weight }] : [];
  });
  return new Map(
    contributionsOf(found).flatMap(({ theme, contribution: each }) => {
      if (each.withheld !== null || theme !== outcome.theme) return [];
      const capped = each.cappedAtPoints !== null && each.weightPoints > 0;
      const counted = capped ? Math.abs(each.points) / each.weightPoints : each.strength;
      return counted === 0 ? [] : [[each.pattern_id, counted] as const];
    }),
  );
}
