import { createHash } from 'node:crypto';
import { idText, OutcomeId, PatternId, ScorableEntityId } from '#schemas/ids.ts';
import type { Outcome } from '#schemas/outcome.ts';

const text = (name: string) => idText(createHash('sha256').update(name).digest());

/** An outcome of a named subject; `patterns` as pattern → strength. */
export const outcomeOf = (
  name: string,
  {
    patterns = {},
    ...changes
  }: Partial<Omit<Outcome, 'patterns'>> & { patterns?: Record<string, number> } = {},
): Outcome => ({
  outcome_id: OutcomeId.parse(`out-${text(`${name} ${changes.theme}`)}`),
  subject_entity_id: ScorableEntityId.parse(`adr-${text(name)}`),
  theme: 'housing',
  drawn: 'random',
  inclusion_probability: changes.drawn === 'targeted' ? 1 : 0.1,
  version: 1,
  model: 'score-1-abc',
  score: 0,
  found: 'wrong',
  intervention: null,
  decided_on: '2026-10-01',
  ...changes,
  patterns: Object.entries(patterns).map(([id, strength]) => ({ pattern_id: PatternId.parse(id), strength })),
});

/** Numbers between 0 and 1 that follow from a seed (SplitMix32): tests alone draw them. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
