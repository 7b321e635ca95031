import { readFileSync } from 'node:fs';
import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
  ThrottledException,
} from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { snsNotifier } from '#adapters/notifier.ts';
import type { Notifier } from '#ports';
import { type Embedded, openEmbedded } from '#tests/infra/local/sns/embedded.ts';

describe('a topic', () => {
  let embedded: Embedded;
  let notifier: Notifier;
  beforeAll(async () => {
    embedded = await openEmbedded();
    notifier = snsNotifier(embedded.client);
  });
  afterAll(async () => embedded.close());

  const mails = (endpoint: string) =>
    embedded.service
      .deliveries()
      .filter((each) => each.endpoint === endpoint)
      .map((each) => readFileSync(each.file, 'utf8'));
  const MESSAGE = { subject: 'Verband: new link', body: 'Lijst: lst-x', attributes: { kind: 'new_link' } };

  it('tells subscribers who confirmed, until they are unsubscribed', async () => {
    const topic = await notifier.createTopic('vb-one');
    const arn = await notifier.subscribe(topic, 'email', 'a@gemeente.example');
    expect(arn).toMatch(/^arn:/);
    expect(await notifier.confirmed(topic)).toEqual(new Map());
    await notifier.publish(topic, MESSAGE);
    expect(mails('a@gemeente.example')).toHaveLength(1);

    const link = /https?:\/\/\S+Action=ConfirmSubscription\S+/.exec(
      mails('a@gemeente.example')[0] ?? '',
    )?.[0];
    await fetch(link ?? '');
    expect(await notifier.confirmed(topic)).toEqual(new Map([['a@gemeente.example', arn]]));
    expect(await notifier.publish(topic, MESSAGE)).toMatch(/^[0-9a-f-]{36}$/);
    expect(mails('a@gemeente.example').at(-1)).toContain('Lijst: lst-x');

    await notifier.unsubscribe(arn);
    expect(await notifier.confirmed(topic)).toEqual(new Map());
    await notifier.publish(topic, MESSAGE);
    expect(mails('a@gemeente.example')).toHaveLength(2);
  });

  it('is made once for one name', async () => {
    expect(await notifier.createTopic('vb-same')).toBe(await notifier.createTopic('vb-same'));
  });

  it('sends a text message to a number', async () => {
    await notifier.sendSms('+31612345678', 'Verband: code 123456');
    expect(mails('+31612345678').join('')).toContain('code 123456');
  });
});

describe('a topic, when the service fails or answers oddly', () => {
  const client = new SNSClient({});
  const sns = mockClient(client);
  const notifier = snsNotifier(client);

  it.each<[string, () => Promise<string>]>([
    ['message id', async () => notifier.publish('arn:t', { subject: 's', body: 'b', attributes: {} })],
    ['topic', async () => notifier.createTopic('t')],
    ['subscription', async () => notifier.subscribe('arn:t', 'email', 'a@b.nl')],
  ])('is to be tried again when no %s comes back', async (what, call) => {
    sns.reset();
    sns.on(PublishCommand).resolves({}).on(CreateTopicCommand).resolves({}).on(SubscribeCommand).resolves({});
    await expect(call()).rejects.toMatchObject({
      name: 'ServiceUnavailable',
      message: expect.stringContaining(what),
    });
  });

  it('takes for confirmed only who has a subscription, on whatever page', async () => {
    sns.reset();
    sns
      .on(ListSubscriptionsByTopicCommand)
      .resolvesOnce({
        Subscriptions: [
          { Endpoint: 'waits@b.nl', SubscriptionArn: 'PendingConfirmation' },
          { Endpoint: 'ended@b.nl', SubscriptionArn: 'Deleted' },
          { Endpoint: 'one@b.nl', SubscriptionArn: 'arn:one' },
          { SubscriptionArn: 'arn:nobody' },
        ],
        NextToken: 't',
      })
      .resolvesOnce({ Subscriptions: [{ Endpoint: 'two@b.nl', SubscriptionArn: 'arn:two' }] });
    expect(await notifier.confirmed('arn:t')).toEqual(
      new Map([
        ['one@b.nl', 'arn:one'],
        ['two@b.nl', 'arn:two'],
      ]),
    );
  });

  it('passes throttling on', async () => {
    sns.reset();
    sns.on(PublishCommand).rejects(new ThrottledException({ $metadata: {}, message: '' }));
    await expect(notifier.sendSms('+31612345678', 'x')).rejects.toMatchObject({ name: 'ThrottledException' });
  });
});
