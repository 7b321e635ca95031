import * as z from 'zod';
import { Actor } from '#schemas/actor.ts';
import { RecordId } from '#schemas/ids.ts';

/** Words of a person, not a placeholder: ten characters at least, besides spaces. */
const ownWords = z.string().trim().min(10, 'say it in a sentence');

/** Every call says who asks, what for and on what ground (R1). */
const call = { actor: Actor, purpose: ownWords, legal_basis: z.string().trim().min(3) };

const pair = { records: z.tuple([RecordId, RecordId]), reason: ownWords };
const group = z.array(RecordId).min(1).max(50);

/** What may be asked at the door of links. */
export const DoorInput = z.discriminatedUnion('operation', [
  /** The two records are one. */
  z.strictObject({ operation: z.literal('confirm'), ...call, ...pair }),
  /** The two records are not one. */
  z.strictObject({ operation: z.literal('reject'), ...call, ...pair }),
  /** It is for the program to say again. */
  z.strictObject({ operation: z.literal('reopen'), ...call, ...pair }),
  /** What was taken for one is two: these records, and those. */
  z.strictObject({ operation: z.literal('split'), ...call, records: group, from: group, reason: ownWords }),
  z.strictObject({ operation: z.literal('list_decisions'), ...call, record: RecordId.optional() }),
]);
export type DoorInput = z.infer<typeof DoorInput>;
