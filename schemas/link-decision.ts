import * as z from 'zod';
import { Actor } from './actor.ts';
import { RecordId } from './ids.ts';

/**
 * What a named person decided about two records: that they are one, that they are not, or (`open`) that it is for the
 * program to say again. Nothing is ever overwritten: of several about one pair the latest holds.
 */
export const LinkDecision = z.strictObject({
  /** `left_record_id` < `right_record_id`. */
  left_record_id: RecordId,
  right_record_id: RecordId,
  decision: z.enum(['same', 'other', 'open']),
  by: Actor,
  at: z.iso.datetime(),
  reason: z.string().min(10),
  purpose: z.string().min(10),
  legal_basis: z.string().min(3),
});
export type LinkDecision = z.infer<typeof LinkDecision>;
