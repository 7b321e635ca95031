import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latestOutcomes } from '#schemas/outcome.ts';
import { outcomeOf } from '../functions/score/outcome-of.ts';

describe('outcomes as they were told last', () => {
  it('hold the later of two that speak of the same', () => {
    const open = outcomeOf('house', { found: 'open', decided_on: '2026-10-01' });
    const settled = { ...open, found: 'right' as const, decided_on: '2026-10-20' };
    expect(latestOutcomes([settled, open])).toEqual([settled]);
    expect(latestOutcomes([open, { ...open, found: 'wrong' }])).toMatchObject([{ found: 'wrong' }]);
  });

  it('are one per id, in order, however files are read', () => {
    const told = fc.record({ name: fc.integer({ min: 0, max: 9 }), day: fc.integer({ min: 10, max: 28 }) });
    fc.assert(
      fc.property(fc.uniqueArray(told, { selector: ({ name, day }) => `${name} ${day}` }), (all) => {
        const outcomes = all.map(({ name, day }) =>
          outcomeOf(`house ${name}`, { decided_on: `2026-10-${day}` }),
        );
        const latest = latestOutcomes(outcomes);
        expect(latestOutcomes(outcomes.toReversed())).toEqual(latest);
        expect(latest).toHaveLength(new Set(all.map(({ name }) => name)).size);
        for (const one of latest)
          for (const other of outcomes)
            if (other.outcome_id === one.outcome_id) expect(other.decided_on <= one.decided_on).toBe(true);
      }),
    );
  });
});
