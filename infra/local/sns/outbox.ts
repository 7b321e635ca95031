import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Store } from '../store.ts';
import { opaque } from './mail.ts';

const Row = z.object({
  sequence: z.number(),
  message_id: z.string(),
  kind: z.enum(['notification', 'confirmation']),
  topic_arn: z.string().nullable(),
  subscription_arn: z.string().nullable(),
  protocol: z.enum(['email', 'email-json', 'sms']),
  endpoint: z.string(),
  subject: z.string().nullable(),
  text: z.string(),
  content: z.string(),
  at: z.number(),
});

type Protocol = z.infer<typeof Row>['protocol'];

/** One message to one address: what AWS would hand to a mail server or a phone network. */
export type Delivery = {
  /** Counts up over all deliveries; never given twice. */
  readonly sequence: number;
  readonly messageId: string;
  readonly kind: 'notification' | 'confirmation';
  readonly topicArn: string | undefined;
  readonly subscriptionArn: string | undefined;
  readonly protocol: Protocol;
  readonly endpoint: string;
  readonly subject: string | undefined;
  /** The message without headers and footer. */
  readonly text: string;
  readonly at: Date;
  /** Where it lies: `<data-dir>/outbox/<sequence>-<protocol>-<opaque address>.eml` or `.txt`. */
  readonly file: string;
};

type NewDelivery = Omit<Delivery, 'sequence' | 'file'> & {
  /** The file's whole text. */
  readonly content: string;
};

export type Outbox = {
  /** Adds a delivery to the caller's transaction; its file follows with {@link Outbox.flush}. */
  add(delivery: NewDelivery): void;
  /** Writes the files of deliveries that have none yet, and tells the listeners. Call it after the commit. */
  flush(): void;
  deliveries(since?: number): readonly Delivery[];
  onDelivery(listener: (delivery: Delivery) => void): () => void;
};

/**
 * The outbox: a row in the publish's transaction, then a file. Opening it writes the files that a kill between the
 * two left out; a file appears whole or not at all.
 */
export function openOutbox(store: Store, log: (line: string) => void): Outbox {
  const folder = join(store.dataDir, 'outbox');
  mkdirSync(folder, { recursive: true });
  const listeners = new Set<(delivery: Delivery) => void>();
  const insert = store.db.prepare(`
    INSERT INTO sns_deliveries
      (message_id, kind, topic_arn, subscription_arn, protocol, endpoint, subject, text, content, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const select = store.db.prepare('SELECT * FROM sns_deliveries WHERE sequence > ? ORDER BY sequence');
  let written = 0;

  const rowsSince = (sequence: number) => select.all(sequence).map((row) => Row.parse(row));
  const write = (file: string, content: string): void => {
    writeFileSync(`${file}.part`, content);
    renameSync(`${file}.part`, file);
  };

  const present = new Set(readdirSync(folder));
  for (const row of rowsSince(0)) {
    const delivery = asDelivery(row, folder);
    if (!present.has(nameOf(row))) write(delivery.file, row.content);
    written = row.sequence;
  }

  return {
    add(d) {
      const { messageId, kind, topicArn, subscriptionArn, protocol, endpoint, subject, text, content, at } =
        d;
      const [topic, subscription, about] = [topicArn ?? null, subscriptionArn ?? null, subject ?? null];
      insert.run(
        messageId,
        kind,
        topic,
        subscription,
        protocol,
        endpoint,
        about,
        text,
        content,
        at.getTime(),
      );
    },
    flush() {
      try {
        for (const row of rowsSince(written)) {
          const delivery = asDelivery(row, folder);
          write(delivery.file, row.content);
          written = row.sequence;
          for (const listener of listeners) listener(delivery);
        }
      } catch (error) {
        // The rows are safe: the publish has succeeded, and the next flush takes up where this one stopped.
        log(`sns: outbox: ${String(error)}`);
      }
    },
    deliveries: (since = 0) => rowsSince(since).map((row) => asDelivery(row, folder)),
    onDelivery(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function nameOf({ sequence, protocol, endpoint }: z.infer<typeof Row>): string {
  const channel = protocol === 'sms' ? 'sms' : 'email';
  const extension = protocol === 'sms' ? 'txt' : 'eml';
  return `${String(sequence).padStart(6, '0')}-${channel}-${opaque(endpoint)}.${extension}`;
}

function asDelivery(row: z.infer<typeof Row>, folder: string): Delivery {
  return {
    sequence: row.sequence,
    messageId: row.message_id,
    kind: row.kind,
    topicArn: row.topic_arn ?? undefined,
    subscriptionArn: row.subscription_arn ?? undefined,
    protocol: row.protocol,
    endpoint: row.endpoint,
    subject: row.subject ?? undefined,
    text: row.text,
    at: new Date(row.at),
    file: join(folder, nameOf(row)),
  };
}
