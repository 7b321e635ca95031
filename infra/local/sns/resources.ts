import * as z from 'zod';
import { honoured } from '../template/properties.ts';
import type { ResourceBuilders } from '../template/resource.ts';
import { FilterScope } from './filter-policy.ts';
import type { SnsService } from './service.ts';
import { ensureSubscription } from './subscribe.ts';
import { createTopic, setTopicAttributes, topicArn } from './topics.ts';

const Topic = z.strictObject({
  TopicName: z.string().optional(),
  DisplayName: z.string().default(''),
  FifoTopic: z.literal(false, 'only standard topics, no FIFO').optional(),
  Subscription: z.array(z.strictObject({ Protocol: z.string(), Endpoint: z.string() })).default([]),
});
const TOPIC_INERT = {
  KmsMasterKeyId: 'nothing is encrypted at rest here',
  TracingConfig: 'there is no X-Ray here',
  SignatureVersion: 'messages are not signed here',
  DeliveryStatusLogging: 'the outbox shows what was delivered',
  Tags: 'tags have no effect',
};

const TOPIC_POLICY_INERT = {
  Topics: 'permissions are not checked here',
  PolicyDocument: 'permissions are not checked here',
};

const Subscription = z.strictObject({
  TopicArn: z.string(),
  Protocol: z.string(),
  Endpoint: z.string(),
  FilterPolicy: z.record(z.string(), z.unknown()).optional(),
  FilterPolicyScope: FilterScope.optional(),
});
const SUBSCRIPTION_INERT = { Region: 'the embedded cloud has one region' };

/** Standard topics and their subscriptions by e-mail and SMS; topic policies are inert. */
export function snsResources({ sns }: SnsService): ResourceBuilders {
  return {
    'AWS::SNS::Topic': (properties, context) => {
      const given = honoured(Topic, TOPIC_INERT, properties, context);
      const name = given.TopicName ?? context.generatedName(256);
      const arn = sns.store.transaction(() => {
        createTopic(sns, name, {});
        setTopicAttributes(sns, topicArn(name), { DisplayName: given.DisplayName });
        return topicArn(name);
      });
      for (const { Protocol, Endpoint } of given.Subscription) {
        ensureSubscription(sns, { topicArn: arn, protocol: Protocol, endpoint: Endpoint, attributes: {} });
      }
      return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
    },
    'AWS::SNS::TopicPolicy': (properties, context) => {
      honoured(z.strictObject({}), TOPIC_POLICY_INERT, properties, context);
      return { ref: context.logicalId, attributes: { Id: context.logicalId } };
    },
    'AWS::SNS::Subscription': (properties, context) => {
      const given = honoured(Subscription, SUBSCRIPTION_INERT, properties, context);
      const { arn } = ensureSubscription(sns, {
        topicArn: given.TopicArn,
        protocol: given.Protocol,
        endpoint: given.Endpoint,
        attributes: {
          FilterPolicy: given.FilterPolicy === undefined ? undefined : JSON.stringify(given.FilterPolicy),
          FilterPolicyScope: given.FilterPolicyScope,
        },
      });
      return { ref: arn, attributes: { Arn: arn } };
    },
  };
}
