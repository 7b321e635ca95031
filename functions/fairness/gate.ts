import { type FairnessCell, Measure, type Verdict } from '#schemas/fairness.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { splitsOf, type Split } from './groups.ts';
import { holm } from './holm.ts';
import { MEASURES } from './measures.ts';
import { ratioInterval, ratioPValue, type Share } from './ratio-interval.ts';
import type { AuditedSubject } from './subject.ts';
import { suppress } from './suppress.ts';
import type { TestedCell } from './tested-cell.ts';

export type GateResult = {
  readonly verdict: Verdict;
  readonly because: string;
  readonly tests: number;
  readonly cells: readonly FairnessCell[];
};

/**
 * The fairness gate (R26–R28). Every group of every attribute, and of every two attributes together, is held against everybody
 * else in every measure: the ratio of the two rates with its 95% score interval. FAIL when some ratio lies outside 0.80–1.25
 * by a test that is corrected for all tests made (Holm). PASS when the whole interval of every deciding measure lies
 * inside: all must, so that no correction is due (Berger, Technometrics 24:295, 1982). Else INCONCLUSIVE: too little is
 * known. Groups of fewer than 10 subjects are not tested (R25). Pure; the order of the subjects does not matter.
 */
export function fairnessGate(subjects: readonly AuditedSubject[]): GateResult {
  const tested = splitsOf(subjects).flatMap(cellsOf);
  const corrected = holm(tested.map(({ pValue }) => pValue));
  const ranged = tested.map((cell, at) => ({
    ...cell,
    pValue: corrected[at] ?? 1,
    range: rangeOf(cell, corrected[at] ?? 1),
  }));
  const outside = ranged.filter(({ range }) => range === 'outside');
  const deciding = ranged.filter(({ measure }) => MEASURES[measure].decides);
  const open = deciding.filter(({ range }) => range !== 'inside');
  const cells = suppress(ranged);
  const told = { tests: tested.length, cells };
  if (outside.length > 0)
    return {
      verdict: 'FAIL',
      because: `${outside.length} of ${tested.length} ratios lie outside ${RANGE}`,
      ...told,
    };
  if (deciding.length > 0 && open.length === 0)
    return {
      verdict: 'PASS',
      because: `all ${deciding.length} deciding ratios lie inside ${RANGE}`,
      ...told,
    };
  return {
    verdict: 'INCONCLUSIVE',
    because:
      deciding.length === 0
        ? 'no group is large enough to be tested'
        : `${open.length} of ${deciding.length} deciding ratios may lie on either side of ${RANGE}: too little is known`,
    ...told,
  };
}

const { lowestRatio, highestRatio, smallestCell, significance } = SETTINGS.fairness;
const RANGE = `${lowestRatio.toFixed(2)}–${highestRatio.toFixed(2)}`;

function cellsOf({ attribute, groups }: Split): TestedCell[] {
  return Measure.options.flatMap((measure) => {
    const { of, event } = MEASURES[measure];
    const shares = [...groups].map(([group, members]) => {
      const concerned = members.filter(of);
      const share = { events: concerned.filter(event).length, subjects: concerned.length };
      return { group, size: members.length, share };
    });
    const all = shares.reduce(
      (sum, { share }) => ({ events: sum.events + share.events, subjects: sum.subjects + share.subjects }),
      { events: 0, subjects: 0 },
    );
    // A later stage at which nobody arrived yet is not known.
    if (!MEASURES[measure].decides && all.events === 0) return [];
    return shares.flatMap(({ group, size, share }): TestedCell[] => {
      const other = { events: all.events - share.events, subjects: all.subjects - share.subjects };
      const restSize = shares.reduce((sum, each) => sum + each.size, -size);
      if (size < smallestCell || restSize < smallestCell) return [];
      const cell = { measure, attribute, group, one: share, other };
      if (share.subjects === 0 || other.subjects === 0)
        return [{ ...cell, ratio: null, low: 0, high: Number.POSITIVE_INFINITY, pValue: 1 }];
      const interval = ratioInterval(share, other);
      return [{ ...cell, ...interval, pValue: outsidePValue(share, other, interval.ratio) }];
    });
  });
}

/** Of the hypothesis that the ratio lies in the range: that of its nearer end, 1 for a ratio inside. */
function outsidePValue(one: Share, other: Share, ratio: number | null): number {
  if (ratio === null) return one.events === 0 ? 1 : ratioPValue(one, other, highestRatio);
  if (ratio > highestRatio) return ratioPValue(one, other, highestRatio);
  if (ratio < lowestRatio) return ratioPValue(one, other, lowestRatio);
  return 1;
}

function rangeOf({ low, high }: TestedCell, correctedP: number): FairnessCell['range'] {
  if (low >= lowestRatio && high <= highestRatio) return 'inside';
  return correctedP < significance ? 'outside' : 'open';
}
