import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import type { Notifier } from '#ports';
import { Failure } from '#schemas/failures.ts';

/** In place of an ARN, SNS shows `PendingConfirmation` until the address's owner has confirmed, and `Deleted` for days after the end. */
const isArn = (text: string): boolean => text.startsWith('arn:');

/** SNS: topics with opaque names, e-mail and SMS. */
export function snsNotifier(client = new SNSClient({})): Notifier {
  return {
    publish: async (topicArn, message) => {
      const answer = await client.send(
        new PublishCommand({
          TopicArn: topicArn,
          Subject: message.subject,
          Message: message.body,
          MessageAttributes: Object.fromEntries(
            Object.entries(message.attributes).map(([name, value]) => [
              name,
              { DataType: 'String', StringValue: value },
            ]),
          ),
        }),
      );
      return given(answer.MessageId, 'message id');
    },
    createTopic: async (name) =>
      given((await client.send(new CreateTopicCommand({ Name: name }))).TopicArn, 'topic'),
    subscribe: async (topicArn, channel, endpoint) => {
      const answer = await client.send(
        new SubscribeCommand({
          TopicArn: topicArn,
          Protocol: channel,
          Endpoint: endpoint,
          ReturnSubscriptionArn: true,
        }),
      );
      return given(answer.SubscriptionArn, 'subscription');
    },
    confirm: async (TopicArn, Token) => {
      // Without this, whoever gets a mail forwarded could end the subscription by the link in its footer (R51).
      const answer = await client.send(
        new ConfirmSubscriptionCommand({ TopicArn, Token, AuthenticateOnUnsubscribe: 'true' }),
      );
      return given(answer.SubscriptionArn, 'subscription');
    },
    unsubscribe: async (subscriptionArn) => {
      await client.send(new UnsubscribeCommand({ SubscriptionArn: subscriptionArn }));
    },
    confirmed: async (topicArn) => {
      const found = new Map<string, string>();
      let token: string | undefined;
      do {
        const page = await client.send(
          new ListSubscriptionsByTopicCommand({ TopicArn: topicArn, NextToken: token }),
        );
        for (const each of page.Subscriptions ?? []) {
          if (
            each.Endpoint !== undefined &&
            each.SubscriptionArn !== undefined &&
            isArn(each.SubscriptionArn)
          )
            found.set(each.Endpoint, each.SubscriptionArn);
        }
        token = page.NextToken;
      } while (token !== undefined);
      return found;
    },
    sendSms: async (number, text) => {
      await client.send(new PublishCommand({ PhoneNumber: number, Message: text }));
    },
  };
}

function given(value: string | undefined, what: string): string {
  if (value === undefined)
    throw new Failure('ServiceUnavailable', `the notification service gave no ${what}`);
  return value;
}
