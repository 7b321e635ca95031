import type { Lake, LakeRow, RowChoice } from '#ports';
import { aliasOfRow, entityOfRow, labelOfRow, memberOfRow, relationOfRow } from '#schemas/entity-rows.ts';
import type { Member } from '#schemas/entity.ts';
import type { EntityId, RecordId } from '#schemas/ids.ts';
import type { Link } from '#schemas/link.ts';
import { linkOfRow } from '#schemas/link-row.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { recordOfRow } from '#schemas/record-row.ts';
import type { PublishedVersion, TableFiles } from '#schemas/version.ts';
import type { PreviousEntities } from './cluster-records.ts';

export async function previousMembers(lake: Lake, versions: readonly PublishedVersion[]): Promise<Member[]> {
  return (await lake.state('members', versions)).map(memberOfRow);
}

/** What stands at the published versions of these entities and records, beside all members. */
export async function previousEntities(
  lake: Lake,
  versions: readonly PublishedVersion[],
  members: readonly Member[],
  of: { readonly entities: ReadonlySet<EntityId>; readonly records: ReadonlySet<RecordId> },
): Promise<PreviousEntities> {
  // One table after the other: each holds its files while they are decoded.
  const ofEntities = { column: 'entity_id', among: of.entities };
  const ofRecords = { column: 'record_id', among: of.records };
  const entities = (await lake.state('entities', versions, undefined, ofEntities)).map(entityOfRow);
  const labels = (await lake.state('labels', versions, undefined, ofEntities)).map(labelOfRow);
  const relations = (await lake.state('relations', versions, undefined, ofRecords)).map(relationOfRow);
  const aliases = (await lake.state('aliases', versions)).map(aliasOfRow);
  return { members, entities, labels, relations, aliases };
}

/** Where a run stands: the published versions, and its own files on top of them. */
export type Present = {
  readonly lake: Lake;
  readonly versions: readonly PublishedVersion[];
  readonly files: readonly TableFiles[];
};

export async function presentRecords(
  present: Present,
  of: ReadonlySet<RecordId>,
): Promise<ReadonlyMap<RecordId, SourceRecord>> {
  const rows = await presentRows(present, 'records', undefined, { column: 'record_id', among: of });
  return new Map(Array.from(rows.values(), recordOfRow).map((record) => [record.record_id, record]));
}

/** Links whose left record is one of these. */
export async function presentLinks(present: Present, of: ReadonlySet<RecordId>): Promise<Link[]> {
  const rows = await presentRows(present, 'links', undefined, { column: 'left_record_id', among: of });
  return Array.from(rows.values(), linkOfRow);
}

/** Rows of now, by their key. */
export async function presentRows(
  { lake, versions, files }: Present,
  table: 'records' | 'links',
  columns: readonly string[] | undefined,
  choice?: RowChoice,
): Promise<ReadonlyMap<string, LakeRow>> {
  const keyOf = KEYS[table];
  const rows = new Map<string, LakeRow>();
  for (const row of await lake.state(table, versions, columns, choice)) rows.set(keyOf(row), row);
  for (const file of files.filter((each) => each.table === table)) {
    const delta = await lake.delta(file, columns, choice);
    for (const row of delta.removed) rows.delete(keyOf(row));
    for (const row of delta.rows) rows.set(keyOf(row), row);
  }
  return rows;
}

const KEYS = {
  records: (row: LakeRow) => String(row.record_id),
  links: (row: LakeRow) => `${String(row.left_record_id)} ${String(row.right_record_id)}`,
} as const;
