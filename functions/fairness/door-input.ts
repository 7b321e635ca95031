import * as z from 'zod';
import { Actor } from '#schemas/actor.ts';

/** Every call says who asks, what for and on what ground (R1). */
const call = {
  actor: Actor,
  purpose: z.string().trim().min(10, 'say it in a sentence'),
  legal_basis: z.string().trim().min(3),
};

/** What may be asked at the door of the fairness gate. */
export const DoorInput = z.discriminatedUnion('operation', [
  z.strictObject({ operation: z.literal('test'), ...call, version: z.int().min(1).optional() }),
  z.strictObject({ operation: z.literal('show'), ...call }),
]);
export type DoorInput = z.infer<typeof DoorInput>;
