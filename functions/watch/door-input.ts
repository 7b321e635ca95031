import * as z from 'zod';
import { Actor } from '#schemas/actor.ts';
import { AlertId, EntityId, EntryId, ListId, SubscriptionId } from '#schemas/ids.ts';
import { SupportingFact } from '#schemas/watch.ts';

const words = z.string().min(10, 'say it in a sentence');
const actor = { actor: Actor };
/** Every read says what for and on what ground (R1). */
const read = { ...actor, purpose: words, legal_basis: z.string().min(3) };

/** What may be asked at the watch list's door. */
export const DoorInput = z.discriminatedUnion('operation', [
  z.strictObject({ operation: z.literal('create_list'), ...actor, title: z.string().min(3), purpose: words }),
  z.strictObject({
    operation: z.literal('propose'),
    ...actor,
    list_id: ListId,
    subject_entity_id: EntityId,
    criterion: words,
    reason: words,
    legal_basis: z.string().min(3),
    facts: z.array(SupportingFact).min(2, 'R32: two independent facts at least'),
    sources: z.array(z.string().min(1)).min(1, 'R35: name the sources that may cause an alert'),
  }),
  z.strictObject({ operation: z.literal('approve'), ...actor, list_id: ListId, entry_id: EntryId }),
  z.strictObject({ operation: z.literal('veto'), ...actor, list_id: ListId, entry_id: EntryId }),
  z.strictObject({
    operation: z.literal('renew'),
    ...actor,
    list_id: ListId,
    entry_id: EntryId,
    reason: words,
  }),
  z.strictObject({
    operation: z.literal('remove'),
    ...actor,
    list_id: ListId,
    entry_id: EntryId,
    reason: words,
  }),
  z.strictObject({
    operation: z.literal('subscribe'),
    ...actor,
    list_id: ListId,
    channel: z.enum(['email', 'sms']),
    endpoint: z.string().min(3),
  }),
  z.strictObject({
    operation: z.literal('confirm'),
    ...actor,
    list_id: ListId,
    subscription_id: SubscriptionId,
    /** Six digits that came by SMS; or the link (or its token) of SNS's mail. */
    code: z.string().min(6).max(2000),
  }),
  z.strictObject({
    operation: z.literal('unsubscribe'),
    ...actor,
    list_id: ListId,
    subscription_id: SubscriptionId,
  }),
  z.strictObject({ operation: z.literal('show_lists'), ...read }),
  z.strictObject({ operation: z.literal('show_list'), ...read, list_id: ListId }),
  z.strictObject({ operation: z.literal('show_alert'), ...read, alert_id: AlertId }),
]);
export type DoorInput = z.infer<typeof DoorInput>;
export type Asked<Operation extends DoorInput['operation']> = Extract<DoorInput, { operation: Operation }>;
