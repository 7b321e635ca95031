import { createHash } from 'node:crypto';
import type { Actor } from '#schemas/actor.ts';
import {
  AlertId,
  EntityId,
  EntryId,
  idText,
  ListId,
  RecordId,
  type RecordKind,
  ENTITY_PREFIX,
  SubscriptionId,
} from '#schemas/ids.ts';
import type { Alert, Subscription, WatchEntry, WatchList } from '#schemas/watch.ts';

const text = (name: string) => idText(createHash('sha256').update(name).digest());

/** Ids that a test can name. */
export const ids = {
  entity: (name: string, kind: RecordKind = 'person') =>
    EntityId.parse(`${ENTITY_PREFIX[kind]}-${text(name)}`),
  record: (name: string) => RecordId.parse(`rec-${text(name)}`),
  list: (name: string) => ListId.parse(`lst-${text(name)}`),
  entry: (name: string) => EntryId.parse(`ent-${text(name)}`),
  alert: (name: string) => AlertId.parse(`alt-${text(name)}`),
  subscription: (name: string) => SubscriptionId.parse(`sub-${text(name)}`),
};

export const proposer: Actor = { id: 'a.visser', team: 'toezicht', role: 'case_worker' };
export const approver: Actor = { id: 'm.dekker', team: 'openbare-orde', role: 'case_worker' };
export const officer: Actor = { id: 'f.groot', team: 'privacy', role: 'privacy_officer' };

export const at = (day: string): Date => new Date(`${day}T09:30:00.000Z`);
export const TODAY = '2026-10-15';

export const entryOf = (name: string, changes: Partial<WatchEntry> = {}): WatchEntry => ({
  entry_id: ids.entry(name),
  subject_entity_id: ids.entity(name),
  status: 'proposed',
  criterion: 'landlord of two closed addresses',
  reason: 'Two raids found drugs at addresses that they let.',
  legal_basis: 'Gemeentewet art. 172',
  facts: ['one', 'two'].map((fact) => ({
    record_id: ids.record(`${name} ${fact}`),
    source: 'raids',
    statement: 'Named as landlord in this file.',
  })),
  sources: ['raids', 'brp'],
  proposed_by: proposer,
  proposed_at: at('2026-10-01').toISOString(),
  approved_by: null,
  approved_at: null,
  expires_on: '2026-12-30',
  active_since: null,
  ...changes,
});

export const activeEntry = (name: string, changes: Partial<WatchEntry> = {}): WatchEntry =>
  entryOf(name, {
    status: 'active',
    approved_by: approver,
    approved_at: at('2026-10-02').toISOString(),
    active_since: '2026-10-02',
    expires_on: '2026-12-31',
    ...changes,
  });

export const listOf = (name: string, entries: readonly WatchEntry[] = []): WatchList => ({
  list_id: ids.list(name),
  revision: 0,
  title: 'Top 10',
  purpose: 'early knowledge of what happens around raids',
  topic_arn: `arn:aws:sns:eu-west-1:000000000000:${ids.list(name)}`,
  entries: [...entries],
});

export const alertOf = (name: string, list: WatchList, changes: Partial<Alert> = {}): Alert => ({
  alert_id: ids.alert(name),
  list_id: list.list_id,
  entry_id: list.entries[0]?.entry_id ?? ids.entry('none'),
  kind: 'new_link',
  fact_key: `1:new_link:${name}`,
  since: '2026-10-01',
  version: 1,
  status: 'pending',
  evidence: {
    subject_entity_id: list.entries[0]?.subject_entity_id ?? ids.entity('none'),
    other_entity_id: null,
    record_ids: [ids.record(name)],
    sources: ['raids'],
  },
  created_at: at(TODAY).toISOString(),
  accepted_at: null,
  message_id: null,
  ...changes,
});

export const subscriptionOf = (
  name: string,
  list: WatchList,
  changes: Partial<Subscription> = {},
): Subscription => ({
  subscription_id: ids.subscription(name),
  list_id: list.list_id,
  channel: 'email',
  endpoint: 'wijkteam@gemeente.example',
  status: 'pending',
  subscription_arn: 'arn:aws:sns:eu-west-1:000000000000:topic:subscription',
  challenge: null,
  subscribed_by: approver,
  at: at(TODAY).toISOString(),
  ...changes,
});
