import type { FairnessCell } from '#schemas/fairness.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { TestedCell } from './tested-cell.ts';

/**
 * Cells as they may be told (R25): with fewer than 10 subjects or events, in the group or in all others, every number is
 * kept back. Where that leaves one cell of a split kept back alone, it could be reckoned from the others: the next
 * smallest goes with it.
 */
export function suppress(
  cells: readonly (TestedCell & { readonly range: FairnessCell['range'] })[],
): FairnessCell[] {
  const { smallestCell } = SETTINGS.fairness;
  const isSmall = ({ one, other }: TestedCell) =>
    [one.subjects, one.events, other.subjects, other.events].some((count) => count < smallestCell);
  const splits = new Map<string, TestedCell[]>();
  for (const cell of cells) {
    const key = `${cell.measure} ${cell.attribute}`;
    splits.set(key, [...(splits.get(key) ?? []), cell]);
  }
  const kept = new Set<TestedCell>();
  for (const split of splits.values()) {
    const small = split.filter(isSmall);
    for (const cell of small) kept.add(cell);
    const [next] = split
      .filter((cell) => !small.includes(cell))
      .sort((left, right) => left.one.events - right.one.events);
    if (small.length === 1 && next) kept.add(next);
  }
  return cells.map((cell) => (kept.has(cell) ? withheld(cell) : told(cell)));
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
type Ranged = TestedCell & { readonly range: FairnessCell['range'] };

const withheld = ({ measure, attribute, group, range }: Ranged): FairnessCell => ({
  measure,
  attribute,
  group,
  range,
  suppressed: true,
  subjects: null,
  events: null,
  rate: null,
  ratio: null,
  low: null,
  high: null,
  p_value: null,
});

const told = ({ measure, attribute, group, range, one, ratio, low, high, pValue }: Ranged): FairnessCell => ({
  measure,
  attribute,
  group,
  range,
  suppressed: false,
  subjects: one.subjects,
  events: one.events,
  rate: rounded(one.events / one.subjects),
  ratio: ratio === null ? null : rounded(ratio),
  low: rounded(low),
  high: Number.isFinite(high) ? rounded(high) : null,
  p_value: rounded(pValue),
});
