import { createHash } from 'node:crypto';
import { AlertId, idText } from '#schemas/ids.ts';

/** The id of a fact told on a list: the same on every retry, so that nothing is told twice. */
export function alertId(listId: string, entryId: string, factKey: string): AlertId {
  return AlertId.parse(
    `alt-${idText(createHash('sha256').update([listId, entryId, factKey].join('\u0000')).digest())}`,
  );
}
