import * as z from 'zod';
import { Actor } from './actor.ts';
import { AlertId, EntityId, EntryId, ListId, RecordId, SubscriptionId } from './ids.ts';

/** One of the two or more independent facts on which an entry rests (R32): a source row, and what it shows. */
export const SupportingFact = z.strictObject({
  record_id: RecordId,
  source: z.string().min(1),
  statement: z.string().min(10, 'say in a sentence what this row shows'),
});
export type SupportingFact = z.infer<typeof SupportingFact>;

/** An *aandachtsvermelding* (R31–R35). */
export const WatchEntry = z.strictObject({
  entry_id: EntryId,
  subject_entity_id: EntityId,
  status: z.enum(['proposed', 'active', 'vetoed', 'removed', 'expired']),
  criterion: z.string().min(1),
  reason: z.string().min(1),
  legal_basis: z.string().min(1),
  facts: z.array(SupportingFact).min(2),
  /** Sources that may cause an alert for this entry (R35). */
  sources: z.array(z.string()).min(1),
  proposed_by: Actor,
  proposed_at: z.iso.datetime(),
  approved_by: Actor.nullable(),
  approved_at: z.iso.datetime().nullable(),
  /** Last day on which it is active. */
  expires_on: z.iso.date(),
  /** First day of activity, from which the longest term counts (R34). */
  active_since: z.iso.date().nullable(),
});
export type WatchEntry = z.infer<typeof WatchEntry>;

/** One item in the table, at most ten active entries: one conditional update changes it. `revision` is the condition. */
export const WatchList = z.strictObject({
  list_id: ListId,
  revision: z.int().min(0),
  /** For people; never in a topic's name or a message. */
  title: z.string().min(1),
  purpose: z.string().min(1),
  topic_arn: z.string().min(1),
  entries: z.array(WatchEntry),
});
export type WatchList = z.infer<typeof WatchList>;

export const Subscription = z.strictObject({
  subscription_id: SubscriptionId,
  list_id: ListId,
  channel: z.enum(['email', 'sms']),
  endpoint: z.string().min(1),
  /** pending: e-mail until SNS's confirmation, SMS until the code comes back. */
  status: z.enum(['pending', 'confirmed', 'ended']),
  subscription_arn: z.string().nullable(),
  /** The code that was sent by SMS, hashed; null for e-mail and once it came back. */
  challenge: z
    .strictObject({ code_hash: z.string(), expires_at: z.iso.datetime(), tries_left: z.int() })
    .nullable(),
  subscribed_by: Actor,
  at: z.iso.datetime(),
});
export type Subscription = z.infer<typeof Subscription>;

export const NewsKind = z.enum([
  'new_record',
  'new_link',
  'link_withdrawn',
  'record_corrected',
  'merged',
  'split',
  'score_changed',
  'case_opened',
  'case_closed',
  'entry_added',
  'entry_renewed',
  'entry_removed',
  'entry_expired',
]);
export type NewsKind = z.infer<typeof NewsKind>;

/** Something to tell: the outbox row of one list and one fact. `fact_key` makes it one and the same on every retry. */
export const Alert = z.strictObject({
  alert_id: AlertId,
  list_id: ListId,
  entry_id: EntryId,
  kind: NewsKind,
  fact_key: z.string(),
  since: z.iso.date(),
  version: z.int().nullable(),
  status: z.enum(['pending', 'accepted', 'dropped']),
  /** What a reader may open after login: references into the lake, no values. */
  evidence: z.strictObject({
    subject_entity_id: EntityId,
    other_entity_id: EntityId.nullable(),
    record_ids: z.array(RecordId),
    sources: z.array(z.string()),
  }),
  created_at: z.iso.datetime(),
  accepted_at: z.iso.datetime().nullable(),
  message_id: z.string().nullable(),
});
export type Alert = z.infer<typeof Alert>;
