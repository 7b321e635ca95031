import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PERSON_MODEL } from '#link/model.ts';
import { countTerms, frequencyStep } from '#link/term-frequency.ts';

const SURNAMES = { baseShare: 0.004, leastShare: 2 ** -12, levels: ['exact'] };
const town = (jansens: number, others: number) =>
  countTerms([
    ...Array.from({ length: jansens }, () => ['jansen']),
    ...Array.from({ length: others }, (_, index) => [`name${index}`]),
  ]);

describe('how frequent a name is', () => {
  it('comes out of the counts once there are enough', () => {
    const counts = town(4000, 61_536);
    expect(frequencyStep('jansen', counts, SURNAMES, PERSON_MODEL)).toBeCloseTo(Math.log2(4000 / 65_536), 0);
    expect(frequencyStep('name7', counts, SURNAMES, PERSON_MODEL)).toBe(-12);
  });

  it('is near the base share while there are few', () => {
    expect(frequencyStep('jansen', town(2, 1), SURNAMES, PERSON_MODEL)).toBeCloseTo(Math.log2(0.004), 0);
  });

  it('never falls when the name comes more often, and stands in quarters of a bit', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(50), fc.nat(3000), (fewer, more, others) => {
        const less = frequencyStep('jansen', town(fewer, others + more), SURNAMES, PERSON_MODEL);
        const rather = frequencyStep('jansen', town(fewer + more, others), SURNAMES, PERSON_MODEL);
        expect(rather).toBeGreaterThanOrEqual(less);
        expect(Number.isInteger(rather * 4)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});
