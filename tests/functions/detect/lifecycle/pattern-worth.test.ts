import { describe, expect, it } from 'vitest';
import type { KnownOutcome } from '#detect/lifecycle/known-outcomes.ts';
import { worthOf } from '#detect/lifecycle/pattern-worth.ts';
import { loadLibrary } from '#detect/library.ts';
import { PatternId, ScorableEntityId } from '#schemas/ids.ts';
import { id } from '../fixture-town.ts';

const pattern = (name: string) => PatternId.parse(name);
const outcome = (
  theme: KnownOutcome['theme'],
  found: KnownOutcome['found'],
  ...patterns: readonly string[]
): KnownOutcome => ({
  outcome_id: `out-${theme}`,
  subject_entity_id: ScorableEntityId.parse(id('address', 'a')),
  theme,
  found,
  decided_on: '2026-10-15',
  patterns: patterns.map((name) => ({ pattern_id: pattern(name) })),
});

/** right, wrong, open of a pattern. */
function settledOf(name: string, outcomes: readonly KnownOutcome[]) {
  const worth = worthOf(loadLibrary(), { fired: new Map(), takenUp: new Map(), outcomes });
  const found = worth.find(({ pattern_id }) => pattern_id === name);
  return found && [found.right, found.wrong, found.open];
}

describe('what a pattern was worth', () => {
  const outcomes = [
    outcome('housing', 'wrong', 'overcrowding', 'raid_network', 'nothing_found'),
    outcome('hemp', 'right', 'overcrowding', 'raid_network', 'nothing_found'),
    outcome('address', 'open', 'overcrowding', 'raid_network', 'nothing_found'),
  ];

  it('is told by outcomes of its own theme', () => {
    expect(settledOf('overcrowding', outcomes)).toEqual([0, 1, 0]);
    expect(settledOf('raid_network', outcomes)).toEqual([1, 0, 0]);
    expect(settledOf('transit_address', outcomes)).toEqual([0, 0, 0]);
  });

  it('is told, of one that speaks against, by outcomes of the themes of what it explained', () => {
    const explained = outcomes.map((each) => ({
      ...each,
      patterns: each.patterns.filter(({ pattern_id }) => pattern_id !== 'raid_network'),
    }));
    expect(settledOf('nothing_found', explained)).toEqual([0, 1, 0]);
    expect(settledOf('nothing_found', [outcome('address', 'open', 'nothing_found')])).toEqual([0, 0, 1]);
  });
});
