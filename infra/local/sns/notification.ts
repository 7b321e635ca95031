import type { MessageAttributes } from './attributes.ts';
import { linkTo, renderMail } from './mail.ts';
import type { Subscription } from './subscriptions.ts';
import type { Topic } from './topics.ts';

const DEFAULT_SUBJECT = 'AWS Notification Message';
/** An SMS names its sender by so many characters of the topic's display name. */
const SMS_SENDER_CHARACTERS = 10;

export type Notification = {
  readonly messageId: string;
  readonly at: Date;
  readonly topic: Topic;
  readonly subscription: Subscription;
  readonly text: string;
  readonly subject: string | undefined;
  readonly attributes: MessageAttributes;
  readonly gatewayUrl: string;
};

/** The whole text of what lands at one subscriber: an e-mail with the way to unsubscribe, or an SMS. */
export function renderNotification(notification: Notification): string {
  const { messageId, at, topic, subscription, text, subject } = notification;
  if (subscription.protocol === 'sms') {
    const sender = topic.display_name.slice(0, SMS_SENDER_CHARACTERS);
    return `To: ${subscription.endpoint}\n\n${sender === '' ? '' : `${sender}> `}${text}\n`;
  }
  return renderMail({
    to: subscription.endpoint,
    sender: topic.display_name || 'AWS Notifications',
    subject: subject ?? DEFAULT_SUBJECT,
    messageId,
    at,
    body:
      subscription.protocol === 'email-json' ? asJson(notification) : `${text}\n\n${footer(notification)}`,
  });
}

function unsubscribeLink({ subscription, gatewayUrl }: Notification): string | undefined {
  if (subscription.authenticated_unsubscribe) return undefined;
  return linkTo(gatewayUrl, { Action: 'Unsubscribe', SubscriptionArn: subscription.arn });
}

function footer(notification: Notification): string {
  const link = unsubscribeLink(notification);
  return link === undefined
    ? '--\nThis subscription can be ended by its owner after logging in.'
    : `--\nTo stop receiving notifications from this topic, visit this link:\n${link}`;
}

/** Without a signature: there is no certificate here to verify it with. */
function asJson(notification: Notification): string {
  const { messageId, at, topic, text, subject, attributes } = notification;
  const named = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    { Type: DataType, Value: StringValue ?? BinaryValue },
  ]);
  const json = {
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: topic.arn,
    Subject: subject,
    Message: text,
    Timestamp: at.toISOString(),
    UnsubscribeURL: unsubscribeLink(notification),
    MessageAttributes: named.length === 0 ? undefined : Object.fromEntries(named),
  };
  return JSON.stringify(json, null, 2);
}
