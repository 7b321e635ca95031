import * as z from 'zod';
import { Actor } from '#schemas/actor.ts';
import { CandidateId } from '#schemas/ids.ts';

/** Words of a person, not a placeholder: ten characters at least, besides spaces. */
const ownWords = z.string().trim().min(10, 'say it in a sentence');

/** Every call says who asks, what for and on what ground (R1). */
const call = { actor: Actor, purpose: ownWords, legal_basis: z.string().trim().min(3) };

/** What may be asked at the door of the work list. */
export const DoorInput = z.discriminatedUnion('operation', [
  z.strictObject({ operation: z.literal('list_candidates'), ...call }),
  z.strictObject({ operation: z.literal('show_candidate'), ...call, candidate_id: CandidateId }),
  /** R18: nobody but a named person, with a reason in their own words, makes a case of a candidate. */
  z.strictObject({ operation: z.literal('take_up'), ...call, candidate_id: CandidateId, reason: ownWords }),
  z.strictObject({ operation: z.literal('dismiss'), ...call, candidate_id: CandidateId, reason: ownWords }),
  z.strictObject({ operation: z.literal('list_intakes'), ...call }),
]);
export type DoorInput = z.infer<typeof DoorInput>;
export type Asked<Operation extends DoorInput['operation']> = Extract<DoorInput, { operation: Operation }>;
