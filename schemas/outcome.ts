import * as z from 'zod';
import { Theme } from './finding.ts';
import { OutcomeId, PatternId, ScorableEntityId } from './ids.ts';

/** How a subject came to be looked at; it is told only once the outcome stands (R20). */
export const Drawn = z.enum(['targeted', 'random', 'report', 'inspection']);
export type Drawn = z.infer<typeof Drawn>;

/** `wrong` is "nothing found", which counts as much as a hit (R23); `open` is not yet known. */
export const Found = z.enum(['right', 'wrong', 'open']);
export type Found = z.infer<typeof Found>;

/**
 * What looking at a subject came to, for one theme: what calibration and learned weights rest on. Holds no person and
 * no words of people. One id may be told again when more is known: the row of the latest `decided_on` holds.
 */
export const Outcome = z.strictObject({
  outcome_id: OutcomeId,
  subject_entity_id: ScorableEntityId,
  theme: Theme,
  drawn: Drawn,
  /** With which chance the subject came on the list; null where nobody drew it (reports, inspections). */
  inclusion_probability: z.number().gt(0).max(1).nullable(),
  /** The judged version, model and score that it was looked at with. No score stood: model null, score 0. */
  version: z.int().min(1),
  model: z.string().nullable(),
  score: z.number(),
  /** What had been found at the time, in every theme, withheld findings left out, in order of pattern. */
  patterns: z.array(z.strictObject({ pattern_id: PatternId, strength: z.number().min(0).max(1) })),
  found: Found,
  /** The kind of intervention, null where none followed. */
  intervention: z.string().nullable(),
  decided_on: z.iso.date(),
});
export type Outcome = z.infer<typeof Outcome>;

/** One per id: the one decided last; of one day, the one that comes last. In order of id. */
export function latestOutcomes(outcomes: readonly Outcome[]): Outcome[] {
  const latest = new Map<string, Outcome>();
  for (const outcome of outcomes) {
    const before = latest.get(outcome.outcome_id);
    if (!before || before.decided_on <= outcome.decided_on) latest.set(outcome.outcome_id, outcome);
  }
  return [...latest.values()].sort((left, right) => (left.outcome_id < right.outcome_id ? -1 : 1));
}
