import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock, Notifier, WatchStore } from '#ports';
import { Failure } from '#schemas/failures.ts';
import { idText, SubscriptionId } from '#schemas/ids.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { Subscription, WatchList } from '#schemas/watch.ts';
import type { Asked } from './door-input.ts';

export type SubscriptionPorts = {
  readonly watch: WatchStore;
  readonly notifier: Notifier;
  readonly clock: Clock;
  readonly allowedMailDomains: readonly string[];
  /** Cryptographically random bytes. */
  readonly random: (bytes: number) => Uint8Array;
};

/** What the door tells of a subscription: without the challenge, from whose hash a code of six digits is soon found. */
export type ShownSubscription = Omit<Subscription, 'challenge'>;
const shown = ({ challenge: _secret, ...subscription }: Subscription): ShownSubscription => subscription;

const MAIL = /^[^\s@<>",;]+@([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i;
const MOBILE = /^\+[1-9]\d{7,14}$/;

/** R51: mail within the allowed domains, confirmed through SNS's own message; SMS after a code that we send first. */
export async function subscribe(
  asked: Asked<'subscribe'>,
  list: WatchList,
  ports: SubscriptionPorts,
): Promise<ShownSubscription> {
  const endpoint =
    asked.channel === 'email'
      ? mailAddress(asked.endpoint, ports.allowedMailDomains)
      : mobileNumber(asked.endpoint);
  const standing = (await ports.watch.subscriptions(list.list_id)).find(
    (each) => each.endpoint === endpoint && each.status !== 'ended',
  );
  if (standing)
    throw new Failure(
      'RuleViolated',
      `this address is subscribed already, as ${standing.subscription_id} (${standing.status})`,
    );
  const at = ports.clock.now();
  const subscription: Subscription = {
    subscription_id: SubscriptionId.parse(`sub-${idText(ports.random(32))}`),
    list_id: list.list_id,
    channel: asked.channel,
    endpoint,
    status: 'pending',
    subscription_arn: null,
    challenge: null,
    subscribed_by: asked.actor,
    at: at.toISOString(),
  };
  if (asked.channel === 'email') {
    const arn = await ports.notifier.subscribe(list.topic_arn, 'email', endpoint);
    const made = { ...subscription, subscription_arn: arn };
    await ports.watch.addSubscription(made);
    return shown(made);
  }
  const code = String(Number(Buffer.from(ports.random(6)).readUIntBE(0, 6)) % 1_000_000).padStart(6, '0');
  const expires = new Date(at.getTime() + SETTINGS.watch.smsCodeMinutes * 60_000).toISOString();
  const made = {
    ...subscription,
    challenge: {
      code_hash: hashed(subscription.subscription_id, code),
      expires_at: expires,
      tries_left: SETTINGS.watch.smsCodeTries,
    },
  };
  await ports.watch.addSubscription(made);
  await ports.notifier.sendSms(endpoint, `Verband: code ${code}`);
  return shown(made);
}

/** What came by SMS or mail makes the subscription real. */
export async function confirm(
  asked: Asked<'confirm'>,
  list: WatchList,
  ports: SubscriptionPorts,
): Promise<ShownSubscription> {
  const found = await ownSubscription(asked, list, ports.watch);
  if (found.status !== 'pending')
    throw new Failure('TransitionRefused', `this subscription is ${found.status}, it waits for nothing`);
  const arn =
    found.channel === 'email'
      ? await ports.notifier.confirm(list.topic_arn, tokenIn(asked.code))
      : await confirmNumber(found, asked.code, list, ports);
  const confirmed: Subscription = { ...found, status: 'confirmed', subscription_arn: arn, challenge: null };
  await ports.watch.saveSubscription(confirmed, ['pending']);
  return shown(confirmed);
}

async function confirmNumber(
  found: Subscription,
  code: string,
  list: WatchList,
  ports: SubscriptionPorts,
): Promise<string> {
  const challenge = found.challenge;
  if (!challenge || ports.clock.now().toISOString() > challenge.expires_at || challenge.tries_left <= 0) {
    throw new Failure('RuleViolated', 'the code is no longer valid: unsubscribe and subscribe again');
  }
  // The try is spent before the code is looked at, and by one caller only: many guesses at once are no more than five.
  const spent = { ...challenge, tries_left: challenge.tries_left - 1 };
  await ports.watch.saveSubscription({ ...found, challenge: spent }, ['pending'], challenge.tries_left);
  const right = timingSafeEqual(
    Buffer.from(hashed(found.subscription_id, code)),
    Buffer.from(challenge.code_hash),
  );
  if (!right)
    throw new Failure(
      'RuleViolated',
      `this is not the code that was sent; ${spent.tries_left} tries are left`,
    );
  return ports.notifier.subscribe(list.topic_arn, 'sms', found.endpoint);
}

/** The token of a confirmation mail, from its link or alone. */
const tokenIn = (code: string): string => /[?&]Token=([^&\s]+)/.exec(code)?.[1] ?? code;

export async function unsubscribe(
  asked: Asked<'unsubscribe'>,
  list: WatchList,
  ports: SubscriptionPorts,
): Promise<ShownSubscription> {
  const found = await ownSubscription(asked, list, ports.watch);
  if (found.status === 'ended') return shown(found);
  if (found.subscription_arn !== null) await ports.notifier.unsubscribe(found.subscription_arn);
  const ended: Subscription = { ...found, status: 'ended', challenge: null };
  await ports.watch.saveSubscription(ended, ['pending', 'confirmed']);
  return shown(ended);
}

/** Subscriptions with what SNS says of e-mail: it, not we, knows who has confirmed. */
export async function currentSubscriptions(
  list: WatchList,
  ports: Pick<SubscriptionPorts, 'watch' | 'notifier'>,
): Promise<Subscription[]> {
  const [stored, confirmed] = await Promise.all([
    ports.watch.subscriptions(list.list_id),
    ports.notifier.confirmed(list.topic_arn),
  ]);
  return stored.map((each) => {
    if (each.channel !== 'email' || each.status === 'ended') return each;
    if (confirmed.has(each.endpoint)) return { ...each, status: 'confirmed' };
    return each.status === 'confirmed' ? { ...each, status: 'ended' } : each;
  });
}

/** A team's own subscription; the privacy officer reaches all. Absent and another's answer alike. */
async function ownSubscription(
  asked: Asked<'confirm'> | Asked<'unsubscribe'>,
  list: WatchList,
  watch: WatchStore,
): Promise<Subscription> {
  const found = (await watch.subscriptions(list.list_id)).find(
    (each) => each.subscription_id === asked.subscription_id,
  );
  const reached = found?.subscribed_by.team === asked.actor.team || asked.actor.role === 'privacy_officer';
  if (!found || !reached) throw new Failure('NotFound', 'your team has no such subscription to this list');
  return found;
}

function mailAddress(endpoint: string, allowed: readonly string[]): string {
  const domain = MAIL.exec(endpoint)?.[1]?.toLowerCase();
  if (domain === undefined)
    throw new Failure('InvalidRequest', 'this is not an e-mail address; write name@domain');
  if (!allowed.includes(domain))
    throw new Failure('RuleViolated', `R51: mail goes to ${allowed.join(', ')} only`);
  return endpoint;
}

function mobileNumber(endpoint: string): string {
  if (!MOBILE.test(endpoint))
    throw new Failure('InvalidRequest', 'write the number with its country code, such as +31612345678');
  return endpoint;
}

const hashed = (subscriptionId: string, code: string): string =>
  createHash('sha256').update(`${subscriptionId}\u0000${code}`).digest('hex');
