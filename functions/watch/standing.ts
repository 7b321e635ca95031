import * as z from 'zod';
import type { Lake } from '#ports';
import { EntityId, RecordId } from '#schemas/ids.ts';
import type { PublishedVersion } from '#schemas/version.ts';
import type { ChangedRecords, KnownRelation, Standing } from './news.ts';

const MemberRow = z.object({ entity_id: EntityId, record_id: RecordId });
const RelationRow = z.object({
  from_entity_id: EntityId,
  to_entity_id: EntityId,
  record_id: RecordId,
  until: z.string().nullable(),
});
const RecordRow = z.object({
  record_id: RecordId,
  source: z.string().nullable(),
  content_hash: z.string().nullable(),
});

/** Who belonged to what, and what was tied to what, after the given versions. */
export async function standingAt(lake: Lake, versions: readonly PublishedVersion[]): Promise<Standing> {
  const [members, relations] = await Promise.all([
    lake.state('members', versions),
    lake.state('relations', versions),
  ]);
  return {
    entityOf: new Map(
      members.map((row) => MemberRow.parse(row)).map((row) => [row.record_id, row.entity_id]),
    ),
    relations: new Map(
      relations.map((row): [RecordId, KnownRelation] => [
        RecordId.parse(row.record_id),
        RelationRow.parse(row),
      ]),
    ),
  };
}

/** The records that a version brought or changed. A tombstone names no source, so what it takes away shows in the identity news. */
export async function changedRecords(lake: Lake, version: PublishedVersion): Promise<ChangedRecords> {
  const rows = (await lake.changes('records', version)).map((row) => RecordRow.parse(row));
  return new Map(
    rows.flatMap((row) =>
      row.source === null
        ? []
        : [[row.record_id, { source: row.source, contentHash: row.content_hash ?? '' }] as const],
    ),
  );
}
