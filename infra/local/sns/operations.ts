import * as z from 'zod';
import { ServiceError } from '../service.ts';
import { publishBatch } from './publish-batch.ts';
import { Message, publishToPhone, publishToTopic } from './publish.ts';
import { invalidParameter, type Sns } from './sns.ts';
import { confirmSubscription, subscribe, unsubscribe } from './subscribe.ts';
import {
  describeSubscription,
  listSubscriptions,
  setSubscriptionAttributes,
  type Subscription,
  SubscriptionAttributes,
} from './subscriptions.ts';
import {
  createTopic,
  deleteTopic,
  describeTopic,
  listTopics,
  readTopic,
  setTopicAttributes,
  TopicAttributes,
} from './topics.ts';
import type { XmlValue } from './xml.ts';

type Caller = { readonly signed: boolean };
type Operation = (sns: Sns, parameters: unknown, caller: Caller) => XmlValue | undefined;

/** Parses the parameters, so that one that is not honoured is refused by name, and runs the operation. */
function operation<T extends z.ZodType>(
  parameters: T,
  run: (sns: Sns, given: z.infer<T>, caller: Caller) => XmlValue | undefined,
): Operation {
  return (sns, given, caller) => {
    const parsed = parameters.safeParse(given);
    if (!parsed.success) throw invalidParameter(z.prettifyError(parsed.error));
    return run(sns, parsed.data, caller);
  };
}

const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const TopicArn = z.string().min(1);
const SubscriptionArn = z.string().min(1);
const NextToken = z.string().default('');

/** Every operation that is spoken here, by its `Action`. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  CreateTopic: operation(
    z.strictObject({ Name: z.string(), Attributes: TopicAttributes.default({}) }),
    (sns, { Name, Attributes }) => ({ TopicArn: createTopic(sns, Name, Attributes) }),
  ),
  DeleteTopic: operation(z.strictObject({ TopicArn }), (sns, given) => {
    deleteTopic(sns, given.TopicArn);
  }),
  ListTopics: operation(z.strictObject({ NextToken }), (sns, given) => {
    const { arns, next } = listTopics(sns, given.NextToken);
    return { Topics: arns.map((arn) => ({ TopicArn: arn })), NextToken: next };
  }),
  GetTopicAttributes: operation(z.strictObject({ TopicArn }), (sns, given) => ({
    Attributes: describeTopic(sns, given.TopicArn),
  })),
  SetTopicAttributes: operation(
    z.strictObject({ TopicArn, AttributeName: z.string(), AttributeValue: z.string().default('') }),
    (sns, { TopicArn: arn, AttributeName, AttributeValue }) => {
      setTopicAttributes(sns, arn, attribute(TopicAttributes, AttributeName, AttributeValue));
    },
  ),
  Subscribe: operation(
    z.strictObject({
      TopicArn,
      Protocol: z.string(),
      Endpoint: z.string(),
      Attributes: SubscriptionAttributes.default({}),
      ReturnSubscriptionArn: Flag.default(false),
    }),
    (sns, { TopicArn: topicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn }) => {
      const made = subscribe(sns, {
        topicArn,
        protocol: Protocol,
        endpoint: Endpoint,
        attributes: Attributes,
      });
      return { SubscriptionArn: made.confirmed || ReturnSubscriptionArn ? made.arn : 'pending confirmation' };
    },
  ),
  ConfirmSubscription: operation(
    z.strictObject({ TopicArn, Token: z.string().min(1), AuthenticateOnUnsubscribe: Flag.default(false) }),
    (sns, { TopicArn: topicArn, Token, AuthenticateOnUnsubscribe }, { signed }) => {
      if (AuthenticateOnUnsubscribe && !signed) {
        throw new ServiceError('AuthorizationError', 'AuthenticateOnUnsubscribe needs a signed request', 403);
      }
      return { SubscriptionArn: confirmSubscription(sns, topicArn, Token, AuthenticateOnUnsubscribe) };
    },
  ),
  Unsubscribe: operation(z.strictObject({ SubscriptionArn }), (sns, given, { signed }) => {
    unsubscribe(sns, given.SubscriptionArn, signed);
  }),
  GetSubscriptionAttributes: operation(z.strictObject({ SubscriptionArn }), (sns, given) => ({
    Attributes: describeSubscription(sns, given.SubscriptionArn),
  })),
  SetSubscriptionAttributes: operation(
    z.strictObject({ SubscriptionArn, AttributeName: z.string(), AttributeValue: z.string().default('') }),
    (sns, { SubscriptionArn: arn, AttributeName, AttributeValue }) => {
      setSubscriptionAttributes(sns, arn, attribute(SubscriptionAttributes, AttributeName, AttributeValue));
    },
  ),
  ListSubscriptions: operation(z.strictObject({ NextToken }), (sns, given) =>
    page(listSubscriptions(sns, undefined, given.NextToken)),
  ),
  ListSubscriptionsByTopic: operation(z.strictObject({ TopicArn, NextToken }), (sns, given) => {
    readTopic(sns, given.TopicArn);
    return page(listSubscriptions(sns, given.TopicArn, given.NextToken));
  }),
  Publish: operation(
    z.strictObject({
      ...Message.shape,
      TopicArn: TopicArn.optional(),
      TargetArn: TopicArn.optional(),
      PhoneNumber: z.string().optional(),
    }),
    (sns, { TopicArn: topic, TargetArn, PhoneNumber, ...message }) => {
      const [target, second] = [topic, TargetArn, PhoneNumber].filter((given) => given !== undefined);
      if (target === undefined || second !== undefined) {
        throw invalidParameter('TopicArn, TargetArn or PhoneNumber Reason: exactly one of them is needed');
      }
      const send = PhoneNumber === undefined ? publishToTopic : publishToPhone;
      return { MessageId: send(sns, target, message) };
    },
  ),
  PublishBatch: operation(
    z.strictObject({
      TopicArn,
      PublishBatchRequestEntries: z.array(z.strictObject({ ...Message.shape, Id: z.string() })).default([]),
    }),
    (sns, given) => publishBatch(sns, given.TopicArn, given.PublishBatchRequestEntries),
  ),
};

/** One attribute by name and value, as the attributes that can be set. Throws InvalidParameter on another name. */
function attribute<T extends z.ZodType>(attributes: T, name: string, value: string): z.infer<T> {
  const parsed = attributes.safeParse({ [name]: value });
  if (parsed.success) return parsed.data;
  throw invalidParameter(`AttributeName: ${z.prettifyError(parsed.error)}`);
}

function page({ subscriptions, next }: { subscriptions: readonly Subscription[]; next?: string }): XmlValue {
  return {
    Subscriptions: subscriptions.map(({ arn, topic_arn, protocol, endpoint, confirmed }) => ({
      SubscriptionArn: confirmed ? arn : 'PendingConfirmation',
      Owner: arn.split(':')[4] ?? '',
      Protocol: protocol,
      Endpoint: endpoint,
      TopicArn: topic_arn,
    })),
    NextToken: next,
  };
}
