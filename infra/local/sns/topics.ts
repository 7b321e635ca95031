import * as z from 'zod';
import { PLACE } from '../service.ts';
import { invalidParameter, notFound, type Sns } from './sns.ts';

const Topic = z.object({ arn: z.string(), display_name: z.string(), kms_key: z.string() });
export type Topic = z.infer<typeof Topic>;

/** The attributes of a topic that can be set; the KMS key is kept and reported, nothing is encrypted at rest here. */
export const TopicAttributes = z.strictObject({
  DisplayName: z.string().max(100).optional(),
  KmsMasterKeyId: z.string().optional(),
});
export type TopicAttributes = z.infer<typeof TopicAttributes>;

export function topicArn(name: string): string {
  return `arn:${PLACE.partition}:sns:${PLACE.region}:${PLACE.account}:${name}`;
}

/** Makes a standard topic, or finds it. Throws on a name that SNS does not allow. */
export function createTopic({ store: { db } }: Sns, name: string, attributes: TopicAttributes): string {
  if (name.endsWith('.fifo'))
    throw invalidParameter('Name: the embedded cloud has standard topics only, no FIFO');
  if (!/^[\w-]{1,256}$/.test(name)) throw invalidParameter('Topic Name');
  const arn = topicArn(name);
  const { DisplayName = '', KmsMasterKeyId = '' } = attributes;
  db.prepare('INSERT OR IGNORE INTO sns_topics (arn, display_name, kms_key) VALUES (?, ?, ?)').run(
    arn,
    DisplayName,
    KmsMasterKeyId,
  );
  const made = findTopic(db, arn);
  const differs =
    (attributes.DisplayName !== undefined && made?.display_name !== DisplayName) ||
    (attributes.KmsMasterKeyId !== undefined && made?.kms_key !== KmsMasterKeyId);
  if (differs) throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
  return arn;
}

/** Throws NotFound. */
export function readTopic({ store: { db } }: Sns, arn: string): Topic {
  const topic = findTopic(db, arn);
  if (topic === undefined) throw notFound(`Topic ${arn}`);
  return topic;
}

function findTopic(db: Sns['store']['db'], arn: string): Topic | undefined {
  return Topic.optional().parse(
    db.prepare('SELECT arn, display_name, kms_key FROM sns_topics WHERE arn = ?').get(arn),
  );
}

export function setTopicAttributes(sns: Sns, arn: string, attributes: TopicAttributes): void {
  const topic = readTopic(sns, arn);
  sns.store.db
    .prepare('UPDATE sns_topics SET display_name = ?, kms_key = ? WHERE arn = ?')
    .run(attributes.DisplayName ?? topic.display_name, attributes.KmsMasterKeyId ?? topic.kms_key, arn);
}

/** Its subscriptions go with it; deleting what is not there succeeds. */
export function deleteTopic({ store: { db } }: Sns, arn: string): void {
  db.prepare('DELETE FROM sns_topics WHERE arn = ?').run(arn);
}

const Counts = z.object({ confirmed: z.number(), pending: z.number() });

export function describeTopic(sns: Sns, arn: string): ReadonlyMap<string, string> {
  const topic = readTopic(sns, arn);
  const { confirmed, pending } = Counts.parse(
    sns.store.db
      .prepare(
        'SELECT count(*) FILTER (WHERE confirmed) AS confirmed, count(*) FILTER (WHERE NOT confirmed) AS pending FROM sns_subscriptions WHERE topic_arn = ?',
      )
      .get(arn),
  );
  return new Map([
    ['TopicArn', arn],
    ['Owner', PLACE.account],
    ['DisplayName', topic.display_name],
    ...(topic.kms_key === '' ? [] : [['KmsMasterKeyId', topic.kms_key] as const]),
    ['SubscriptionsConfirmed', String(confirmed)],
    ['SubscriptionsPending', String(pending)],
    ['SubscriptionsDeleted', '0'],
  ]);
}

const PAGE = 100;

/** A page of ARNs in their order; the token is the last ARN of the page before. */
export function listTopics(
  { store: { db } }: Sns,
  after: string,
): { readonly arns: string[]; readonly next?: string } {
  const arns = db
    .prepare('SELECT arn FROM sns_topics WHERE arn > ? ORDER BY arn LIMIT ?')
    .all(after, PAGE + 1)
    .map((row) => z.object({ arn: z.string() }).parse(row).arn);
  const last = arns[PAGE - 1];
  return arns.length > PAGE && last !== undefined ? { arns: arns.slice(0, PAGE), next: last } : { arns };
}
