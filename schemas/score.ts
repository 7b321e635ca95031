import * as z from 'zod';
import { Theme } from './finding.ts';
import { FindingId, PatternId, ScorableEntityId } from './ids.ts';

/**
 * One addend of a score. `points` is what it adds (0 when withheld or a judgement; negative when it speaks against). What
 * speaks against stands in each theme in which it takes points, with its share there; its weight is that of all shares.
 */
export const Contribution = z.strictObject({
  pattern_id: PatternId,
  finding_id: FindingId,
  direction: z.enum(['for', 'against']),
  basis: z.enum(['fact', 'judgement']),
  weightPoints: z.number(),
  strength: z.number().min(0).max(1),
  points: z.number(),
  /**
   * Why it counts for nothing though it was found: it rests on a field under investigation (R12), it is a judgement
   * (R11), another finding on the same facts counts already, or it explains nothing that was found.
   */
  withheld: z.enum(['in_research', 'judgement', 'counted_once', 'explains_nothing']).nullable(),
  /**
   * The most that one which speaks against could take in this theme, where that is less than weight × strength: what was left
   * of what the explained findings add here, or of its own points after other themes.
   */
  cappedAtPoints: z.number().nullable(),
});
export type Contribution = z.infer<typeof Contribution>;

/** Sum of the shown contributions, never below 0; replays byte-equal from version, model and input hash (R17). */
export const Score = z.strictObject({
  subject_entity_id: ScorableEntityId,
  theme: Theme,
  score: z.number(),
  contributions: z.array(Contribution),
  model: z.string(),
  input_hash: z.string(),
});
export type Score = z.infer<typeof Score>;
