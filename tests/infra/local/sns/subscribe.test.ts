import { readFileSync } from 'node:fs';
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Embedded, openEmbedded } from './embedded.ts';

let embedded: Embedded;
let TopicArn: string | undefined;
let serial = 0;

beforeAll(async () => {
  embedded = await openEmbedded();
});
afterAll(() => embedded.close());
beforeEach(async () => {
  serial += 1;
  ({ TopicArn } = await embedded.client.send(new CreateTopicCommand({ Name: `topic-${serial}` })));
});

const subscribe = async (Endpoint: string, Protocol = 'email', Attributes?: Record<string, string>) =>
  (await embedded.client.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes })))
    .SubscriptionArn;
const list = async () =>
  (await embedded.client.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions;

/** The link in the newest message to an address. */
function newestLink(endpoint: string): URL {
  const mail = embedded.service.deliveries().findLast((delivery) => delivery.endpoint === endpoint);
  const link = /^http:\S+$/m.exec(readFileSync(mail?.file ?? '', 'utf8'))?.[0];
  return new URL(link ?? '');
}

describe('an e-mail address', () => {
  it('waits for its confirmation, and gets nothing before', async () => {
    expect(await subscribe('a@example.nl')).toBe('pending confirmation');
    expect(await list()).toMatchObject([
      { SubscriptionArn: 'PendingConfirmation', Endpoint: 'a@example.nl' },
    ]);
    const before = embedded.service.deliveries().length;
    await embedded.client.send(new PublishCommand({ TopicArn, Message: 'news' }));
    expect(embedded.service.deliveries()).toHaveLength(before);
  });

  it('is confirmed by following the link in its mail, twice if need be', async () => {
    await subscribe('b@example.nl');
    const link = newestLink('b@example.nl');
    expect(link.origin).toBe(embedded.url);
    for (const _time of [1, 2]) {
      const answer = await fetch(link);
      expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining(`${TopicArn}:`)]);
    }
    const [subscription] = (await list()) ?? [];
    expect(subscription?.SubscriptionArn).toMatch(new RegExp(`^${TopicArn}:[0-9a-f-]{36}$`));
    expect(await subscribe('b@example.nl')).toBe(subscription?.SubscriptionArn);
  });

  it('is confirmed by its token, but not by another or an old one', async () => {
    await subscribe('c@example.nl');
    const Token = newestLink('c@example.nl').searchParams.get('Token') ?? '';
    const confirm = (token: string) =>
      embedded.client.send(new ConfirmSubscriptionCommand({ TopicArn, Token: token }));
    await expect(confirm('0'.repeat(64))).rejects.toThrow('Token');
    embedded.advance(48 * 3_600_000 + 1);
    await expect(confirm(Token)).rejects.toThrow('expired');
    await subscribe('c@example.nl');
    await expect(confirm(Token)).rejects.toThrow('Token');
    const fresh = newestLink('c@example.nl').searchParams.get('Token') ?? '';
    expect((await confirm(fresh)).SubscriptionArn).toContain(`${TopicArn}:`);
  });

  it('leaves by the link in a message', async () => {
    await subscribe('d@example.nl');
    await fetch(newestLink('d@example.nl'));
    await embedded.client.send(new PublishCommand({ TopicArn, Message: 'news' }));
    expect((await fetch(newestLink('d@example.nl'))).status).toBe(200);
    expect(await list()).toEqual([]);
  });

  it('leaves by a signed request only, when it was confirmed so', async () => {
    await subscribe('e@example.nl');
    const { SubscriptionArn } = await embedded.client.send(
      new ConfirmSubscriptionCommand({
        TopicArn,
        Token: newestLink('e@example.nl').searchParams.get('Token') ?? '',
        AuthenticateOnUnsubscribe: 'true',
      }),
    );
    await embedded.client.send(new PublishCommand({ TopicArn, Message: 'news' }));
    expect(() => newestLink('e@example.nl')).toThrow();
    const query = new URLSearchParams({ Action: 'Unsubscribe', SubscriptionArn: SubscriptionArn ?? '' });
    expect((await fetch(`${embedded.url}/?${query.toString()}`)).status).toBe(403);
    expect(await list()).toHaveLength(1);
    await embedded.client.send(new UnsubscribeCommand({ SubscriptionArn }));
    expect(await list()).toEqual([]);
  });
});

it('confirms a phone number at once', async () => {
  const SubscriptionArn = await subscribe('+31612345678', 'sms');
  expect(SubscriptionArn).toContain(`${TopicArn}:`);
  const all = await embedded.client.send(new ListSubscriptionsCommand({}));
  expect(all.Subscriptions?.map((subscription) => subscription.SubscriptionArn)).toContain(SubscriptionArn);
});

it.each([
  ['sqs', 'arn:aws:sqs:eu-west-1:000000000000:q', 'not sqs'],
  ['https', 'https://example.nl', 'not https'],
  ['lambda', 'arn:aws:lambda:eu-west-1:000000000000:function:f', 'not lambda'],
  ['email', 'no address', 'not an address for email'],
  ['email', 'a@example.nl\r\nBcc: b@example.nl', 'not an address for email'],
  ['sms', '0612345678', 'not an address for sms'],
])('refuses %s to %s', async (protocol, endpoint, words) => {
  await expect(subscribe(endpoint, protocol)).rejects.toThrow(words);
});

it('keeps a filter policy, changes it and takes it away', async () => {
  const policy = JSON.stringify({ theme: ['housing'] });
  const SubscriptionArn = await subscribe('+31687654321', 'sms', { FilterPolicy: policy });
  const attributes = async () =>
    (await embedded.client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes;
  expect(await attributes()).toMatchObject({
    FilterPolicy: policy,
    FilterPolicyScope: 'MessageAttributes',
    PendingConfirmation: 'false',
  });
  const set = (AttributeName: string, AttributeValue?: string) =>
    embedded.client.send(
      new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }),
    );
  await set('FilterPolicyScope', 'MessageBody');
  expect(await attributes()).toMatchObject({ FilterPolicyScope: 'MessageBody' });
  await set('FilterPolicy', '');
  expect(await attributes()).not.toHaveProperty('FilterPolicy');
  await expect(set('RawMessageDelivery', 'true')).rejects.toThrow('RawMessageDelivery');
  await expect(subscribe('+31687654321', 'sms', { FilterPolicy: policy })).rejects.toThrow(
    'different attributes',
  );
});
