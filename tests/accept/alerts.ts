import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { expect } from './checks.ts';
import type { System } from './system.ts';

/** Whoever listens to a topic beside the subscribers: a queue of our own, as mails of a test go nowhere. */
export type Listener = { messages(): Promise<string[]>; close(): Promise<void> };

const Envelope = z.object({ Message: z.string() });

export async function listenTo(topicArn: string, { queues, topics }: System): Promise<Listener> {
  const { QueueUrl } = await queues.send(
    new CreateQueueCommand({ QueueName: `verband-accept-${Date.now().toString(36)}` }),
  );
  const { Attributes } = await queues.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const queueArn = Attributes?.QueueArn ?? '';
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
      },
    ],
  });
  await queues.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const { SubscriptionArn } = await topics.send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: queueArn,
      ReturnSubscriptionArn: true,
    }),
  );
  return {
    messages: async () => {
      const found: string[] = [];
      for (;;) {
        const { Messages = [] } = await queues.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 2 }),
        );
        if (Messages.length === 0) return found;
        found.push(...Messages.map(({ Body }) => Envelope.parse(JSON.parse(Body ?? '{}')).Message));
        await queues.send(
          new DeleteMessageBatchCommand({
            QueueUrl,
            Entries: Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
          }),
        );
      }
    },
    close: async () => {
      await topics.send(new UnsubscribeCommand({ SubscriptionArn }));
      await queues.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}

/** An alert names list, entry and a link to log in by, and nothing that identifies (R35). */
export function checkMessages(messages: readonly string[], forbidden: ReadonlySet<string>): string {
  expect(messages.length > 0, 'no alert was published');
  for (const message of messages) {
    for (const [what, pattern] of Object.entries({
      'the list': /lst-[a-z2-7]{26}/,
      'the entry': /ent-[a-z2-7]{26}/,
      'a link': /https:\/\/\S+alt-[a-z2-7]{26}/,
    }))
      expect(pattern.test(message), `an alert does not name ${what}`);
    expect(!/\b\d{9}\b/.test(message), 'an alert holds nine digits, as a BSN has');
    for (const word of message.match(/\p{L}+/gu) ?? [])
      expect(!forbidden.has(word), 'an alert holds the name of a resident or a street');
  }
  return `${messages.length} published, without personal data`;
}
