import * as z from 'zod';
import type { Lake } from '#ports';
import { type EntityId, RecordId } from '#schemas/ids.ts';
import type { PublishedVersion } from '#schemas/version.ts';
import type { KnownRecord } from './supporting-facts.ts';
import { standingAt } from './standing.ts';

const Row = z.object({
  record_id: RecordId,
  parent_record_id: RecordId.nullable(),
  source: z.string(),
  kind: z.string(),
  birth_date: z.string().nullable(),
  channel: z.string().nullable(),
  nature: z.string().nullable(),
});

export type SubjectRecords = {
  /** The subject's own records. */
  readonly own: readonly KnownRecord[];
  /** By id: its own, those that tie something to it, and the rows that those stand in. */
  readonly known: ReadonlyMap<string, KnownRecord>;
};

/** What the lake holds about one subject, for the rules on proposals. */
export async function subjectRecords(
  lake: Lake,
  versions: readonly PublishedVersion[],
  subject: EntityId,
): Promise<SubjectRecords> {
  const standing = await standingAt(lake, versions);
  const rows = await lake.state('records', versions, Object.keys(Row.shape));
  const own = new Set<string>();
  const tied = new Set<string>();
  for (const [recordId, entityId] of standing.entityOf) if (entityId === subject) own.add(recordId);
  for (const relation of standing.relations.values()) {
    if (relation.from_entity_id === subject || relation.to_entity_id === subject)
      tied.add(relation.record_id);
  }
  const known = new Map<string, KnownRecord>();
  for (const each of rows) {
    const row = Row.parse(each);
    known.set(row.record_id, { ...row, aboutSubject: own.has(row.record_id) || tied.has(row.record_id) });
  }
  return { own: [...known.values()].filter((record) => own.has(record.record_id)), known };
}
