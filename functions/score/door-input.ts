import * as z from 'zod';
import { Actor } from '#schemas/actor.ts';
import { LearnedWeights } from '#schemas/score-model.ts';

/** Words of a person, not a placeholder: ten characters at least, besides spaces. */
const ownWords = z.string().trim().min(10, 'say it in a sentence');

/** Every call says who asks, what for and on what ground (R1). */
const call = { actor: Actor, purpose: ownWords, legal_basis: z.string().trim().min(3) };
const decision = { ...call, weights_id: LearnedWeights.shape.id, reason: ownWords };

/** What may be asked at the door of scores. */
export const DoorInput = z.discriminatedUnion('operation', [
  /** What would be learned now; keeps nothing. */
  z.strictObject({ operation: z.literal('learn'), ...call }),
  z.strictObject({ operation: z.literal('propose'), ...call, reason: ownWords }),
  z.strictObject({ operation: z.literal('approve'), ...decision }),
  z.strictObject({ operation: z.literal('retire'), ...decision }),
  /** Proposals, the weights in use, and what scores came to so far. */
  z.strictObject({ operation: z.literal('show'), ...call }),
  z.strictObject({ operation: z.literal('replay'), ...call, version: z.int().min(1).optional() }),
]);
export type DoorInput = z.infer<typeof DoorInput>;
export type Asked<Operation extends DoorInput['operation']> = Extract<DoorInput, { operation: Operation }>;
