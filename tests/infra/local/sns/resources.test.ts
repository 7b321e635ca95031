import { PublishCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { snsResources } from '#local/sns/resources.ts';
import { listSubscriptions } from '#local/sns/subscriptions.ts';
import type { ResourceContext } from '#local/template/resource.ts';
import { type Embedded, openEmbedded } from './embedded.ts';

let embedded: Embedded;
beforeAll(async () => {
  embedded = await openEmbedded();
});
afterAll(() => embedded.close());

const context: ResourceContext = {
  logicalId: 'StewardTopic',
  stackName: 'Stateful',
  metadata: {},
  assemblyDir: '/nowhere',
  generatedName: () => 'Stateful-StewardTopic-1A2B3C',
};
const build = async (type: string, properties: Record<string, unknown>) =>
  snsResources(embedded.service)[type]?.(properties, context);

it('builds a topic and its subscriptions, and sends no second confirmation when it is loaded again', async () => {
  const arn = 'arn:aws:sns:eu-west-1:000000000000:Stateful-StewardTopic-1A2B3C';
  for (const DisplayName of ['Reports', 'File reports']) {
    expect(await build('AWS::SNS::Topic', { DisplayName, KmsMasterKeyId: 'alias/x' })).toEqual({
      ref: arn,
      attributes: { TopicArn: arn, TopicName: 'Stateful-StewardTopic-1A2B3C' },
    });
    for (const [Protocol, Endpoint] of [
      ['email', 'steward@example.nl'],
      ['sms', '+31612345678'],
    ]) {
      const FilterPolicy = { status: ['rejected'] };
      await build('AWS::SNS::Subscription', { TopicArn: arn, Protocol, Endpoint, FilterPolicy });
    }
  }
  expect(embedded.service.deliveries().map(({ kind, endpoint }) => [kind, endpoint])).toEqual([
    ['confirmation', 'steward@example.nl'],
  ]);
  expect(listSubscriptions(embedded.service.sns, arn, '').subscriptions).toHaveLength(2);
  const MessageAttributes = { status: { DataType: 'String', StringValue: 'rejected' } };
  await embedded.client.send(new PublishCommand({ TopicArn: arn, Message: 'm', MessageAttributes }));
  await embedded.client.send(new PublishCommand({ TopicArn: arn, Message: 'filtered out' }));
  expect(embedded.service.deliveries(1).map(({ text }) => text)).toEqual(['m']);
});

it('takes a topic policy as inert', async () => {
  expect(await build('AWS::SNS::TopicPolicy', { Topics: [], PolicyDocument: {} })).toMatchObject({
    ref: 'StewardTopic',
  });
});

it.each([
  ['FIFO', { FifoTopic: true }],
  ['ContentBasedDeduplication', { ContentBasedDeduplication: true }],
  ['DataProtectionPolicy', { DataProtectionPolicy: {} }],
  ['not lambda', { Subscription: [{ Protocol: 'lambda', Endpoint: 'arn' }] }],
])('refuses by name: %s', async (words, properties) => {
  await expect(build('AWS::SNS::Topic', properties)).rejects.toThrow(words);
});
