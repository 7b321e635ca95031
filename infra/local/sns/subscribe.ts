import { randomBytes, randomUUID } from 'node:crypto';
import { ServiceError } from '../service.ts';
import { sendConfirmation } from './confirmation.ts';
import { parseFilterPolicy } from './filter-policy.ts';
import { invalidParameter, type Sns } from './sns.ts';
import {
  findByEndpoint,
  findByToken,
  PHONE,
  Protocol,
  readSubscription,
  setSubscriptionAttributes,
  type Subscription,
  type SubscriptionAttributes,
} from './subscriptions.ts';
import { readTopic } from './topics.ts';

const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;
const ENDPOINTS = { email: EMAIL, 'email-json': EMAIL, sms: PHONE } as const;

/** A token from a confirmation is good for two days. */
const TOKEN_MS = 48 * 3_600_000;

export type NewSubscription = {
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly attributes: SubscriptionAttributes;
};

/**
 * Subscribes an address. E-mail waits for its confirmation, whose message is sent (again, with a new token, when one
 * is pending already); SMS is confirmed at once. Throws InvalidParameter.
 */
export function subscribe(sns: Sns, asked: NewSubscription): Subscription {
  const subscription = sns.store.transaction(() => {
    const { topicArn, protocol, endpoint, attributes } = asked;
    const topic = readTopic(sns, topicArn);
    const known = findByEndpoint(sns, topicArn, readProtocol(protocol), endpoint);
    if (known?.confirmed === true) {
      refuseOtherAttributes(known, attributes);
      return known;
    }
    const made = known ?? insert(sns, asked);
    if (!made.confirmed) {
      const token = randomBytes(96).toString('hex');
      sns.store.db
        .prepare('UPDATE sns_subscriptions SET token = ?, token_at = ? WHERE arn = ?')
        .run(token, sns.now().getTime(), made.arn);
      if (known !== undefined) setSubscriptionAttributes(sns, made.arn, attributes);
      sendConfirmation(sns, { ...made, token }, topic);
    }
    return made;
  });
  sns.outbox.flush();
  return subscription;
}

/** For the template: makes the subscription, or brings its filter to the template's without a second confirmation. */
export function ensureSubscription(sns: Sns, asked: NewSubscription): Subscription {
  const known = findByEndpoint(sns, asked.topicArn, readProtocol(asked.protocol), asked.endpoint);
  if (known === undefined) return subscribe(sns, asked);
  const { FilterPolicy = '', FilterPolicyScope = 'MessageAttributes' } = asked.attributes;
  setSubscriptionAttributes(sns, known.arn, { FilterPolicy, FilterPolicyScope });
  return known;
}

function readProtocol(protocol: string): Subscription['protocol'] {
  const known = Protocol.safeParse(protocol);
  if (known.success) return known.data;
  throw invalidParameter(`Protocol: the embedded cloud delivers email, email-json and sms, not ${protocol}`);
}

function insert(sns: Sns, { topicArn, protocol, endpoint, attributes }: NewSubscription): Subscription {
  const known = readProtocol(protocol);
  if (!ENDPOINTS[known].test(endpoint))
    throw invalidParameter(`Endpoint Reason: not an address for ${known}`);
  const { FilterPolicy = '', FilterPolicyScope = 'MessageAttributes' } = attributes;
  parseFilterPolicy(FilterPolicy, FilterPolicyScope);
  const arn = `${topicArn}:${randomUUID()}`;
  sns.store.db
    .prepare(
      "INSERT INTO sns_subscriptions (arn, topic_arn, protocol, endpoint, token, token_at, confirmed, filter_policy, filter_scope) VALUES (?, ?, ?, ?, '', 0, ?, ?, ?)",
    )
    .run(arn, topicArn, known, endpoint, known === 'sms' ? 1 : 0, FilterPolicy, FilterPolicyScope);
  return readSubscription(sns, arn);
}

function refuseOtherAttributes(known: Subscription, attributes: SubscriptionAttributes): void {
  const { FilterPolicy = known.filter_policy, FilterPolicyScope = known.filter_scope } = attributes;
  if (FilterPolicy !== known.filter_policy || FilterPolicyScope !== known.filter_scope) {
    throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
  }
}

/** Answers the ARN; a link that is followed twice succeeds twice. Throws InvalidParameter on a token that is not good. */
export function confirmSubscription(
  sns: Sns,
  topicArn: string,
  token: string,
  authenticatedUnsubscribe: boolean,
): string {
  readTopic(sns, topicArn);
  const subscription = findByToken(sns, topicArn, token);
  if (subscription === undefined) throw invalidParameter('Token');
  if (subscription.confirmed) return subscription.arn;
  if (sns.now().getTime() - subscription.token_at > TOKEN_MS)
    throw invalidParameter('Token Reason: it has expired');
  sns.store.db
    .prepare('UPDATE sns_subscriptions SET confirmed = 1, authenticated_unsubscribe = ? WHERE arn = ?')
    .run(authenticatedUnsubscribe ? 1 : 0, subscription.arn);
  return subscription.arn;
}

/** Throws AuthorizationError when the subscriber asked for unsubscribing to be authenticated and the request is not signed. */
export function unsubscribe(sns: Sns, arn: string, signed: boolean): void {
  const subscription = readSubscription(sns, arn);
  if (!subscription.confirmed) throw invalidParameter('SubscriptionArn Reason: it is pending confirmation');
  if (subscription.authenticated_unsubscribe && !signed) {
    throw new ServiceError('AuthorizationError', 'unsubscribing this address needs a signed request', 403);
  }
  sns.store.db.prepare('DELETE FROM sns_subscriptions WHERE arn = ?').run(arn);
}
