import * as z from 'zod';
import { PLACE } from '../service.ts';
import { FilterScope, parseFilterPolicy } from './filter-policy.ts';
import { notFound, type Sns } from './sns.ts';

export const Protocol = z.enum(['email', 'email-json', 'sms']);

const Row = z.object({
  arn: z.string(),
  topic_arn: z.string(),
  protocol: Protocol,
  endpoint: z.string(),
  token: z.string(),
  token_at: z.number(),
  confirmed: z.number().transform((flag) => flag === 1),
  authenticated_unsubscribe: z.number().transform((flag) => flag === 1),
  filter_policy: z.string(),
  filter_scope: FilterScope,
});
export type Subscription = z.infer<typeof Row>;

/** The attributes of a subscription that can be set. An empty policy lets everything pass. */
export const SubscriptionAttributes = z.strictObject({
  FilterPolicy: z.string().optional(),
  FilterPolicyScope: FilterScope.optional(),
});
export type SubscriptionAttributes = z.infer<typeof SubscriptionAttributes>;

/** A phone number in E.164 format. */
export const PHONE = /^\+[1-9]\d{4,14}$/;

/** Throws NotFound. */
export function readSubscription({ store: { db } }: Sns, arn: string): Subscription {
  const subscription = Row.optional().parse(
    db.prepare('SELECT * FROM sns_subscriptions WHERE arn = ?').get(arn),
  );
  if (subscription === undefined) throw notFound(`Subscription ${arn}`);
  return subscription;
}

/** The subscription of an address to a topic, confirmed or not. */
export function findByEndpoint(
  sns: Sns,
  topicArn: string,
  protocol: string,
  endpoint: string,
): Subscription | undefined {
  const row = sns.store.db
    .prepare('SELECT * FROM sns_subscriptions WHERE topic_arn = ? AND protocol = ? AND endpoint = ?')
    .get(topicArn, protocol, endpoint);
  return Row.optional().parse(row);
}

/** Subscriptions that never waited for a confirmation have no token, and an empty one finds none. */
export function findByToken(
  { store: { db } }: Sns,
  topicArn: string,
  token: string,
): Subscription | undefined {
  const row = db
    .prepare("SELECT * FROM sns_subscriptions WHERE topic_arn = ? AND token = ? AND token <> ''")
    .get(topicArn, token);
  return Row.optional().parse(row);
}

export function confirmedSubscriptions({ store: { db } }: Sns, topicArn: string): readonly Subscription[] {
  return db
    .prepare('SELECT * FROM sns_subscriptions WHERE topic_arn = ? AND confirmed = 1 ORDER BY rowid')
    .all(topicArn)
    .map((row) => Row.parse(row));
}

export function setSubscriptionAttributes(sns: Sns, arn: string, attributes: SubscriptionAttributes): void {
  const known = readSubscription(sns, arn);
  const { FilterPolicy = known.filter_policy, FilterPolicyScope = known.filter_scope } = attributes;
  parseFilterPolicy(FilterPolicy, FilterPolicyScope);
  sns.store.db
    .prepare('UPDATE sns_subscriptions SET filter_policy = ?, filter_scope = ? WHERE arn = ?')
    .run(FilterPolicy, FilterPolicyScope, arn);
}

export function describeSubscription(sns: Sns, arn: string): ReadonlyMap<string, string> {
  const subscription = readSubscription(sns, arn);
  const filter = subscription.filter_policy === '' ? [] : filterAttributes(subscription);
  return new Map([
    ['SubscriptionArn', arn],
    ['TopicArn', subscription.topic_arn],
    ['Owner', PLACE.account],
    ['Protocol', subscription.protocol],
    ['Endpoint', subscription.endpoint],
    ['PendingConfirmation', String(!subscription.confirmed)],
    ['RawMessageDelivery', 'false'],
    ...filter,
  ]);
}

function filterAttributes(subscription: Subscription): (readonly [string, string])[] {
  return [
    ['FilterPolicy', subscription.filter_policy],
    ['FilterPolicyScope', subscription.filter_scope],
  ];
}

const PAGE = 100;

/** A page of subscriptions, of one topic or of all; the token is the last ARN of the page before. */
export function listSubscriptions(
  { store: { db } }: Sns,
  topicArn: string | undefined,
  after: string,
): { readonly subscriptions: readonly Subscription[]; readonly next?: string } {
  const rows = db
    .prepare(
      'SELECT * FROM sns_subscriptions WHERE arn > ? AND (?2 IS NULL OR topic_arn = ?2) ORDER BY arn LIMIT ?3',
    )
    .all(after, topicArn ?? null, PAGE + 1)
    .map((row) => Row.parse(row));
  const last = rows[PAGE - 1];
  if (rows.length <= PAGE || last === undefined) return { subscriptions: rows };
  return { subscriptions: rows.slice(0, PAGE), next: last.arn };
}
