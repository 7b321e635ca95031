import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#schemas/canonical-json.ts';
import type { Theme } from '#schemas/finding.ts';
import { PatternId } from '#schemas/ids.ts';
import { contributionsOf, type WeighedFinding } from '#score/contributions.ts';
import { scoreAddresses } from '#score/score-addresses.ts';
import { scoreModel } from '#score/score-model.ts';
import { findingOf, weightOf } from './weighed.ts';

const THEMES: readonly Theme[] = ['housing', 'hemp', 'place', 'network'];
const SPEAKING = ['p_0', 'p_1', 'p_2', 'p_3', 'p_4'];
const theme = fc.constantFrom(...THEMES);
/** As findings keep it: six decimals. */
const strength = fc.integer({ min: 0, max: 1_000_000 }).map((millionths) => millionths / 1_000_000);
const withheld = fc.integer({ min: 0, max: 5 }).map((die) => die === 0);

const speaking = (id: string): fc.Arbitrary<WeighedFinding> =>
  fc
    .record({ theme, strength, withheld, weight: fc.integer({ min: 1, max: 100 }), grouped: fc.boolean() })
    .map((each) => ({
      weight: weightOf(id, {
        theme: each.theme,
        weight: each.weight,
        counts_once: each.grouped ? 'same facts' : null,
      }),
      finding: findingOf(id, { strength: each.strength, withheld: each.withheld }),
    }));
const mitigating = (id: string): fc.Arbitrary<WeighedFinding> =>
  fc
    .record({
      theme,
      strength,
      withheld,
      weight: fc.integer({ min: 0, max: 100 }),
      explains: fc.shuffledSubarray(SPEAKING),
    })
    .map((each) => ({
      weight: weightOf(id, {
        theme: each.theme,
        weight: each.weight,
        direction: 'against',
        explains: each.explains.map((pattern) => PatternId.parse(pattern)),
      }),
      finding: findingOf(id, { strength: each.strength, withheld: each.withheld }),
    }));

/** Some of five patterns that speak for and of three that speak against, in any order. */
const found = fc
  .tuple(...SPEAKING.map(speaking), ...['m_0', 'm_1', 'm_2'].map(mitigating))
  .chain((all) => fc.shuffledSubarray(all));

const thousandths = (points: number): number => Math.round(points * 1000);
const fullOf = ({ finding, weight }: WeighedFinding): number => thousandths(weight.weight * finding.strength);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The points of all themes together as mitigation takes them, reckoned without themes and in whole thousandths. */
function totalOf(all: readonly WeighedFinding[]): number {
  const left = new Map(
    contributionsOf(all.filter(({ weight }) => weight.direction === 'for')).map(({ contribution }) => [
      contribution.pattern_id,
      thousandths(contribution.points),
    ]),
  );
  const against = all
    .filter(({ weight, finding }) => weight.direction === 'against' && !finding.withheld)
    .sort((one, other) => (one.weight.id < other.weight.id ? -1 : 1));
  for (const each of against) {
    let taking = fullOf(each);
    for (const id of each.weight.explains) {
      const share = Math.min(taking, left.get(id) ?? 0);
      left.set(id, (left.get(id) ?? 0) - share);
      taking -= share;
    }
  }
  return sum([...left.values()]);
}

describe('mitigation over themes', () => {
  it('leaves no theme below zero, and takes in all what it would without themes', () => {
    fc.assert(
      fc.property(found, (all) => {
        const lines = contributionsOf(all);
        const sums = THEMES.map((each) =>
          sum(
            lines.flatMap(({ theme: of, contribution }) =>
              of === each ? [thousandths(contribution.points)] : [],
            ),
          ),
        );
        expect(Math.min(...sums)).toBeGreaterThanOrEqual(0);
        expect(sum(sums)).toBe(totalOf(all));
      }),
    );
  });

  it('takes no more than its weight times strength, no more than was added, and only where that was', () => {
    fc.assert(
      fc.property(found, (all) => {
        const lines = contributionsOf(all);
        for (const each of all.filter(({ weight }) => weight.direction === 'against')) {
          const own = lines.filter(({ contribution }) => contribution.pattern_id === each.weight.id);
          expect(new Set(own.map(({ theme: of }) => of)).size).toBe(own.length);
          expect(-sum(own.map(({ contribution }) => thousandths(contribution.points)))).toBeLessThanOrEqual(
            fullOf(each),
          );
          for (const { theme: of, contribution } of own) {
            const explained = lines.filter(
              (line) => line.theme === of && each.weight.explains.includes(line.contribution.pattern_id),
            );
            const added = sum(explained.map((line) => thousandths(line.contribution.points)));
            expect(-thousandths(contribution.points)).toBeLessThanOrEqual(added);
            if (contribution.withheld !== null) expect([own.length, of]).toEqual([1, each.weight.theme]);
          }
        }
        expect(new Set(lines.map(({ contribution }) => contribution.pattern_id)).size).toBe(all.length);
      }),
    );
  });

  it('gives the same scores whatever order findings come in, each the sum of what it shows (R17)', () => {
    fc.assert(
      fc.property(found, (all) => {
        const model = scoreModel(all.map(({ weight }) => weight));
        const findings = all.map(({ finding }) => finding);
        const scores = scoreAddresses(findings, model);
        const sorted = findings.toSorted((one, other) => (one.pattern_id < other.pattern_id ? -1 : 1));
        expect(canonicalJson(scoreAddresses(sorted, model))).toBe(canonicalJson(scores));
        for (const { score, contributions } of scores) {
          expect(thousandths(score)).toBe(sum(contributions.map(({ points }) => thousandths(points))));
          expect(score).toBeGreaterThanOrEqual(0);
        }
        expect(sum(scores.map(({ score }) => thousandths(score)))).toBe(totalOf(all));
      }),
    );
  });
});
