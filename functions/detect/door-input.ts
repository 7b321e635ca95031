import * as z from 'zod';
import { Actor } from '#schemas/actor.ts';
import { PatternId } from '#schemas/ids.ts';
import { SETTINGS } from '#schemas/settings.ts';

const ownWords = z.string().trim().min(10, 'say it in a sentence');
/** Every call says who asks, what for and on what ground (R1). */
const call = { actor: Actor, purpose: ownWords, legal_basis: z.string().trim().min(3) };
/** A draft's text, or the named query of the workgroup that holds it, by id or name. */
const draft = {
  text: z.string().min(1).max(100_000).optional(),
  query: z.string().min(1).optional(),
};
const oneOf = ({
  text,
  query,
}: {
  readonly text?: string | undefined;
  readonly query?: string | undefined;
}) => (text === undefined) !== (query === undefined);
const NEEDS_ONE = { path: ['text'], message: 'give a text or a named query' };

/** What may be asked at the door of patterns. */
export const DoorInput = z.discriminatedUnion('operation', [
  z.strictObject({ operation: z.literal('list'), ...call }),
  z.strictObject({ operation: z.literal('show'), ...call, id: PatternId }),
  z.strictObject({ operation: z.literal('worth'), ...call }),
  /** What the Algoritmeregister's record needs of the running system. */
  z.strictObject({ operation: z.literal('facts'), ...call }),
  z.strictObject({ operation: z.literal('test'), ...call, ...draft }).refine(oneOf, NEEDS_ONE),
  z
    .strictObject({
      operation: z.literal('backtest'),
      ...call,
      ...draft,
      versions: z.int().min(1).max(50).default(SETTINGS.patterns.backTests),
    })
    .refine(oneOf, NEEDS_ONE),
  z
    .strictObject({ operation: z.literal('propose'), ...call, ...draft, reason: ownWords })
    .refine(oneOf, NEEDS_ONE),
  z.strictObject({ operation: z.literal('approve'), ...call, id: PatternId, reason: ownWords }),
  z.strictObject({ operation: z.literal('retire'), ...call, id: PatternId, reason: ownWords }),
]);
export type DoorInput = z.infer<typeof DoorInput>;
export type Asked<Operation extends DoorInput['operation']> = Extract<DoorInput, { operation: Operation }>;
