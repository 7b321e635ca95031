import { ServiceError } from '../service.ts';
import { MAX_BYTES, type Message, messageBytes, publishToTopic } from './publish.ts';
import type { Sns } from './sns.ts';
import { readTopic } from './topics.ts';
import type { XmlValue } from './xml.ts';

const MAX_ENTRIES = 10;

/** Up to ten messages, each of which is published or fails by itself. Throws when the batch as a whole is malformed. */
export function publishBatch(
  sns: Sns,
  topicArn: string,
  entries: readonly (Message & { readonly Id: string })[],
): XmlValue {
  readTopic(sns, topicArn);
  if (entries.length === 0) throw new ServiceError('EmptyBatchRequest', 'the batch has no entries');
  if (entries.length > MAX_ENTRIES) {
    throw new ServiceError('TooManyEntriesInBatchRequest', `a batch has ${MAX_ENTRIES} entries at most`);
  }
  const ids = entries.map(({ Id }) => Id);
  if (ids.some((id) => !/^[\w-]{1,80}$/.test(id))) {
    throw new ServiceError(
      'InvalidBatchEntryId',
      'an Id has 1 to 80 letters, digits, hyphens and underscores',
    );
  }
  if (new Set(ids).size < ids.length) {
    throw new ServiceError('BatchEntryIdsNotDistinct', 'two entries have the same Id');
  }
  if (entries.reduce((sum, entry) => sum + messageBytes(entry), 0) > MAX_BYTES) {
    throw new ServiceError('BatchRequestTooLong', `a batch has ${MAX_BYTES} bytes at most`);
  }
  const successful: XmlValue[] = [];
  const failed: XmlValue[] = [];
  for (const { Id, ...message } of entries) {
    try {
      successful.push({ Id, MessageId: publishToTopic(sns, topicArn, message) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      failed.push({ Id, Code: error.code, Message: error.message, SenderFault: 'true' });
    }
  }
  return { Successful: successful, Failed: failed };
}
