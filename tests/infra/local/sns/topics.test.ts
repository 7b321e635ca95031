import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListTopicsCommand,
  SetTopicAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Embedded, openEmbedded } from './embedded.ts';

let embedded: Embedded;
beforeAll(async () => {
  embedded = await openEmbedded();
});
afterAll(() => embedded.close());

const create = async (Name: string, Attributes?: Record<string, string>) =>
  (await embedded.client.send(new CreateTopicCommand({ Name, Attributes }))).TopicArn;

it('makes a topic once, whoever asks again', async () => {
  const arn = 'arn:aws:sns:eu-west-1:000000000000:t-8f2a';
  expect(await create('t-8f2a')).toBe(arn);
  expect(await create('t-8f2a')).toBe(arn);
  await expect(create('t-8f2a', { DisplayName: 'Other' })).rejects.toThrow('different attributes');
});

it.each([
  ['a FIFO topic', 'orders.fifo', undefined, 'no FIFO'],
  ['a name with a space', 'two words', undefined, 'Topic Name'],
  ['an attribute that it does not keep', 'fine', { DeliveryPolicy: '{}' }, 'DeliveryPolicy'],
])('refuses %s', async (_what, name, attributes, words) => {
  await expect(create(name, attributes)).rejects.toThrow(words);
});

it('tells and changes what it knows of a topic', async () => {
  const TopicArn = await create('t-attributes', { DisplayName: 'Before', KmsMasterKeyId: 'alias/key' });
  await embedded.client.send(
    new SetTopicAttributesCommand({ TopicArn, AttributeName: 'DisplayName', AttributeValue: 'A & <B>' }),
  );
  await embedded.client.send(new SubscribeCommand({ TopicArn, Protocol: 'sms', Endpoint: '+31612345678' }));
  await embedded.client.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'a@example.nl' }));
  const { Attributes } = await embedded.client.send(new GetTopicAttributesCommand({ TopicArn }));
  expect(Attributes).toEqual({
    TopicArn,
    Owner: '000000000000',
    DisplayName: 'A & <B>',
    KmsMasterKeyId: 'alias/key',
    SubscriptionsConfirmed: '1',
    SubscriptionsPending: '1',
    SubscriptionsDeleted: '0',
  });
  await expect(
    embedded.client.send(
      new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue: '{}' }),
    ),
  ).rejects.toThrow('Policy');
});

it('lists topics page after page, and no more once they are deleted', async () => {
  for (let i = 0; i < 120; i += 1) await create(`many-${i}`);
  const seen: (string | undefined)[] = [];
  let NextToken: string | undefined;
  do {
    const page = await embedded.client.send(new ListTopicsCommand({ NextToken }));
    seen.push(...(page.Topics ?? []).map(({ TopicArn }) => TopicArn));
    NextToken = page.NextToken;
  } while (NextToken);
  const many = seen.filter((arn) => arn?.includes(':many-'));
  expect(new Set(many).size).toBe(120);
  expect(many).toHaveLength(120);
  const TopicArn = many[0];
  await embedded.client.send(new DeleteTopicCommand({ TopicArn }));
  await expect(embedded.client.send(new GetTopicAttributesCommand({ TopicArn }))).rejects.toMatchObject({
    name: 'NotFoundException',
    $metadata: { httpStatusCode: 404 },
  });
});
