import { RecordKind } from '#schemas/ids.ts';
import type { ReadWord } from '#schemas/pattern.ts';
import { EventType, RecordRole } from '#schemas/record.ts';
import type { LakeTable } from '#schemas/tables.ts';

/**
 * The condition on a table's rows that leaves a pattern what it says to read (AVG art. 5(1)(c)); undefined where it
 * says nothing or the table knows no kinds and roles. Kind, event type and role never change under one key, so it may
 * be asked before the newest row of a key is sought. Of an event's attributes only that they speak of the type is asked:
 * the pattern itself reads the type.
 */
export function onlyRead(table: LakeTable, reads: readonly ReadWord[] | undefined): string | undefined {
  if (reads === undefined) return undefined;
  if (table.name === 'relations') return among('role', wordsOf(reads, RecordRole.options));
  if (table.name !== 'entities') return undefined;
  const kinds = among('kind', wordsOf(reads, RecordKind.options));
  const types = wordsOf(reads, EventType.options);
  if (types.length === 0) return kinds;
  const spoken = types.map((type) => `strpos(attributes, '"${type}"') > 0`).join(' OR ');
  return `${kinds} OR (kind = 'event' AND (${spoken}))`;
}

const wordsOf = (reads: readonly ReadWord[], options: readonly string[]): string[] =>
  reads.filter((word) => options.includes(word)).toSorted();

/** The words come from closed lists (R49). */
const among = (column: string, words: readonly string[]): string =>
  words.length === 0 ? 'false' : `${column} IN (${words.map((word) => `'${word}'`).join(', ')})`;
