import * as z from 'zod';
import { EntityId, FindingId, PatternId } from './ids.ts';

export const Theme = z.enum([
  'housing',
  'address',
  'benefits',
  'hemp',
  'property',
  'companies',
  'network',
  'place',
]);
export type Theme = z.infer<typeof Theme>;

/** One row that a pattern returned. `evidence` holds ids, counts, measures and dates, never names or values that identify. */
export const Finding = z.strictObject({
  finding_id: FindingId,
  pattern_id: PatternId,
  subject_entity_id: EntityId,
  /** How strongly the pattern shows, 0 to 1. */
  strength: z.number().min(0).max(1),
  evidence: z.record(z.string(), z.unknown()),
  /** R12: it rests on a field under investigation, so it is shown and does not count. */
  withheld: z.boolean(),
});
export type Finding = z.infer<typeof Finding>;
