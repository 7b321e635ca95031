import { randomUUID } from 'node:crypto';
import { linkTo, renderMail } from './mail.ts';
import type { Sns } from './sns.ts';
import type { Subscription } from './subscriptions.ts';
import type { Topic } from './topics.ts';

const SUBJECT = 'AWS Notification - Subscription Confirmation';

/** Puts the message that asks a new subscriber to confirm into the outbox, in the caller's transaction. */
export function sendConfirmation(sns: Sns, subscription: Subscription, topic: Topic): void {
  const { arn, topic_arn: topicArn, protocol, endpoint, token } = subscription;
  const messageId = randomUUID();
  const at = sns.now();
  const link = linkTo(sns.gatewayUrl(), { Action: 'ConfirmSubscription', TopicArn: topicArn, Token: token });
  const text = [
    'You have chosen to subscribe to the topic:',
    topicArn,
    '',
    'To confirm this subscription, visit this link (if this was in error, no action is necessary):',
    link,
  ].join('\n');
  const json = JSON.stringify(
    {
      Type: 'SubscriptionConfirmation',
      MessageId: messageId,
      Token: token,
      TopicArn: topicArn,
      Message: `You have chosen to subscribe to the topic ${topicArn}. To confirm the subscription, visit the SubscribeURL included in this message.`,
      SubscribeURL: link,
      Timestamp: at.toISOString(),
    },
    null,
    2,
  );
  const body = protocol === 'email-json' ? json : text;
  sns.outbox.add({
    messageId,
    kind: 'confirmation',
    topicArn,
    subscriptionArn: arn,
    protocol,
    endpoint,
    subject: SUBJECT,
    text: body,
    at,
    content: renderMail({
      to: endpoint,
      sender: topic.display_name || 'AWS Notifications',
      subject: SUBJECT,
      messageId,
      at,
      body,
    }),
  });
}
