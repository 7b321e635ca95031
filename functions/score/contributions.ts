import type { Finding } from '#schemas/finding.ts';
import type { PatternWeight } from '#schemas/pattern.ts';
import type { Contribution } from '#schemas/score.ts';

/** A finding and what its pattern weighs. */
export type WeighedFinding = { readonly finding: Finding; readonly weight: PatternWeight };

/** Points keep three decimals; sums of such points are rounded again, so no binary dust shows. */
export const roundPoints = (points: number): number => {
  const rounded = Math.round(points * 1000) / 1000;
  return rounded === 0 ? 0 : rounded;
};

const addsTo = (contribution: Contribution): boolean => contribution.withheld === null;

/**
 * What the findings on one subject add to its scores, in order of pattern. A contribution is weight × strength, with
 * three exceptions that it shows:
 * - withheld: under investigation (R12) and judgements (R11) add 0;
 * - counted once: of findings on the same facts (`counts_once`) only the largest adds, the others 0;
 * - capped: what speaks against takes away at most what the patterns that it explains add.
 */
export function contributionsOf(found: readonly WeighedFinding[]): Contribution[] {
  const sorted = [...found].sort((left, right) => (left.weight.id < right.weight.id ? -1 : 1));
  const speaking = sorted.filter(({ weight }) => weight.direction === 'for');
  const largest = new Map<string, WeighedFinding>();
  for (const each of speaking) {
    const group = each.weight.counts_once;
    if (group === null || withheldByRule(each) !== null) continue;
    const other = largest.get(group);
    if (!other || fullPoints(each) > fullPoints(other)) largest.set(group, each);
  }
  const added = new Map<string, number>();
  const lines = new Map<string, Contribution>();
  for (const each of speaking) {
    const group = each.weight.counts_once;
    const rule = withheldByRule(each);
    const shared = rule === null && group !== null && largest.get(group) !== each ? 'counted_once' : rule;
    const line = contribution(each, { withheld: shared, points: shared === null ? fullPoints(each) : 0 });
    lines.set(each.weight.id, line);
    if (addsTo(line)) added.set(each.weight.id, line.points);
  }
  for (const each of sorted.filter(({ weight }) => weight.direction === 'against'))
    lines.set(each.weight.id, mitigation(each, added));
  return sorted.flatMap(({ weight }) => lines.get(weight.id) ?? []);
}

/** Takes from `added` what it explains, so that two mitigating findings never take the same points twice. */
function mitigation(each: WeighedFinding, added: Map<string, number>): Contribution {
  const rule = withheldByRule(each);
  if (rule !== null) return contribution(each, { withheld: rule, points: 0 });
  const explained = each.weight.explains.filter((id) => (added.get(id) ?? 0) > 0);
  const available = roundPoints(explained.reduce((sum, id) => sum + (added.get(id) ?? 0), 0));
  if (available === 0) return contribution(each, { withheld: 'explains_nothing', points: 0 });
  const taken = Math.min(fullPoints(each), available);
  let left = taken;
  for (const id of explained) {
    const share = Math.min(left, added.get(id) ?? 0);
    added.set(id, roundPoints((added.get(id) ?? 0) - share));
    left -= share;
  }
  return contribution(each, {
    withheld: null,
    points: -taken,
    cappedAtPoints: taken < fullPoints(each) ? available : null,
  });
}

const fullPoints = ({ finding, weight }: WeighedFinding): number =>
  roundPoints(weight.weight * finding.strength);

function withheldByRule({ finding, weight }: WeighedFinding): 'in_research' | 'judgement' | null {
  if (finding.withheld) return 'in_research';
  return weight.basis === 'judgement' ? 'judgement' : null;
}

function contribution(
  { finding, weight }: WeighedFinding,
  counted: Pick<Contribution, 'points' | 'withheld'> & { readonly cappedAtPoints?: number | null },
): Contribution {
  return {
    pattern_id: weight.id,
    finding_id: finding.finding_id,
    direction: weight.direction,
    basis: weight.basis,
    weightPoints: weight.weight,
    strength: finding.strength,
    points: roundPoints(counted.points),
    withheld: counted.withheld,
    cappedAtPoints: counted.cappedAtPoints ?? null,
  };
}
