import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { filterable, MessageAttributes, sizeBytes } from './attributes.ts';
import { parseFilterPolicy, passes } from './filter-policy.ts';
import { renderNotification } from './notification.ts';
import { invalidParameter, type Sns } from './sns.ts';
import { confirmedSubscriptions, PHONE, type Subscription } from './subscriptions.ts';
import { readTopic } from './topics.ts';

/** SNS's limit on a message with its attributes. */
export const MAX_BYTES = 256 * 1024;
/** SNS's limit on a message to a phone number, over all the parts that it is sent in. */
const MAX_SMS_CHARACTERS = 1600;

export const Message = z.strictObject({
  Message: z.string(),
  Subject: z.string().optional(),
  MessageStructure: z.literal('json').optional(),
  MessageAttributes: MessageAttributes.default({}),
});
export type Message = z.infer<typeof Message>;

/** Bytes that count towards {@link MAX_BYTES}. */
export function messageBytes(message: Message): number {
  return Buffer.byteLength(message.Message) + sizeBytes(message.MessageAttributes);
}

/**
 * Publishes to a topic: the message and one delivery per confirmed subscription whose filter it passes stand or fall
 * together; their files follow. Answers the message id. Throws InvalidParameter, NotFound.
 */
export function publishToTopic(sns: Sns, topicArn: string, message: Message): string {
  checkMessage(message);
  const perProtocol = textsOf(message);
  const messageId = randomUUID();
  sns.store.transaction(() => {
    const topic = readTopic(sns, topicArn);
    record(sns, messageId, topicArn, message);
    for (const subscription of confirmedSubscriptions(sns, topicArn)) {
      const text = perProtocol[subscription.protocol] ?? perProtocol['default'] ?? '';
      if (!wanted(subscription, message, text)) continue;
      const at = sns.now();
      const content = renderNotification({
        messageId,
        at,
        topic,
        subscription,
        text,
        subject: message.Subject,
        attributes: message.MessageAttributes,
        gatewayUrl: sns.gatewayUrl(),
      });
      sns.outbox.add({
        messageId,
        kind: 'notification',
        topicArn,
        subscriptionArn: subscription.arn,
        protocol: subscription.protocol,
        endpoint: subscription.endpoint,
        subject: message.Subject,
        text,
        at,
        content,
      });
    }
  });
  sns.outbox.flush();
  return messageId;
}

/** Sends an SMS to a number that need not be subscribed. */
export function publishToPhone(sns: Sns, phoneNumber: string, message: Message): string {
  checkMessage(message);
  if (!PHONE.test(phoneNumber)) throw invalidParameter('PhoneNumber Reason: not a number in E.164 format');
  const text = textsOf(message)['sms'] ?? textsOf(message)['default'] ?? '';
  if (text.length > MAX_SMS_CHARACTERS) throw invalidParameter('Message too long');
  const messageId = randomUUID();
  sns.store.transaction(() => {
    record(sns, messageId, null, message);
    sns.outbox.add({
      messageId,
      kind: 'notification',
      topicArn: undefined,
      subscriptionArn: undefined,
      protocol: 'sms',
      endpoint: phoneNumber,
      subject: undefined,
      text,
      at: sns.now(),
      content: `To: ${phoneNumber}\n\n${text}\n`,
    });
  });
  sns.outbox.flush();
  return messageId;
}

function checkMessage(message: Message): void {
  if (message.Message === '') throw invalidParameter('Empty message');
  if (messageBytes(message) > MAX_BYTES) throw invalidParameter('Message too long');
  // Printable ASCII on one line, up to 100 characters, not starting with a space.
  if (message.Subject !== undefined && !/^[!-~][ -~]{0,99}$/.test(message.Subject))
    throw invalidParameter('Subject');
}

/** With the structure `json` the message holds a text per protocol, among them one for all others. */
function textsOf({ Message: text, MessageStructure }: Message): Readonly<Record<string, string>> {
  if (MessageStructure === undefined) return { default: text };
  try {
    return z.looseObject({ default: z.string() }).catchall(z.string()).parse(JSON.parse(text));
  } catch {
    throw invalidParameter('Message Structure - JSON message body with a text for "default" is needed');
  }
}

function record(
  { store: { db }, now }: Sns,
  messageId: string,
  topicArn: string | null,
  message: Message,
): void {
  db.prepare(
    'INSERT INTO sns_messages (message_id, topic_arn, subject, message, attributes, at) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(
    messageId,
    topicArn,
    message.Subject ?? null,
    message.Message,
    JSON.stringify(message.MessageAttributes),
    now().getTime(),
  );
}

function wanted(subscription: Subscription, message: Message, text: string): boolean {
  if (subscription.filter_policy === '') return true;
  const policy = parseFilterPolicy(subscription.filter_policy, subscription.filter_scope);
  if (subscription.filter_scope === 'MessageAttributes')
    return passes(policy, filterable(message.MessageAttributes));
  try {
    return passes(policy, JSON.parse(text));
  } catch {
    return Object.keys(policy).length === 0;
  }
}
