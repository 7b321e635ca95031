import type { Lake, LakeRow } from '#ports';
import { aliasOfRow, entityOfRow, labelOfRow, memberOfRow, relationOfRow } from '#schemas/entity-rows.ts';
import type { Link } from '#schemas/link.ts';
import { linkOfRow } from '#schemas/link-row.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { recordOfRow } from '#schemas/record-row.ts';
import type { PublishedVersion, TableFiles } from '#schemas/version.ts';
import type { PreviousEntities } from './cluster-records.ts';

/** What stands at the published versions. One table after the other: each holds its files while they are decoded. */
export async function previousEntities(
  lake: Lake,
  versions: readonly PublishedVersion[],
): Promise<PreviousEntities> {
  return {
    members: (await lake.state('members', versions)).map(memberOfRow),
    entities: (await lake.state('entities', versions)).map(entityOfRow),
    labels: (await lake.state('labels', versions)).map(labelOfRow),
    relations: (await lake.state('relations', versions)).map(relationOfRow),
    aliases: (await lake.state('aliases', versions)).map(aliasOfRow),
  };
}

/** A table at the published versions with this run's delta on top, and the rows of which the delta speaks. */
export type Present<Row> = { readonly rows: ReadonlyMap<string, Row>; readonly changed: readonly LakeRow[] };

export async function presentRecords(
  lake: Lake,
  versions: readonly PublishedVersion[],
  files: readonly TableFiles[],
): Promise<Present<SourceRecord>> {
  return present(lake, 'records', versions, files, recordOfRow, (row) => String(row.record_id));
}

export async function presentLinks(
  lake: Lake,
  versions: readonly PublishedVersion[],
  files: readonly TableFiles[],
): Promise<Present<Link>> {
  const keyOf = (row: LakeRow) => `${String(row.left_record_id)} ${String(row.right_record_id)}`;
  return present(lake, 'links', versions, files, linkOfRow, keyOf);
}

async function present<Row>(
  lake: Lake,
  table: 'records' | 'links',
  versions: readonly PublishedVersion[],
  files: readonly TableFiles[],
  parse: (row: LakeRow) => Row,
  keyOf: (row: LakeRow) => string,
): Promise<Present<Row>> {
  const rows = new Map<string, Row>();
  const changed: LakeRow[] = [];
  for (const row of await lake.state(table, versions)) rows.set(keyOf(row), parse(row));
  for (const file of files.filter((each) => each.table === table)) {
    const delta = await lake.delta(file);
    for (const row of delta.removed) rows.delete(keyOf(row));
    for (const row of delta.rows) rows.set(keyOf(row), parse(row));
    for (const row of delta.removed) changed.push(row);
    for (const row of delta.rows) changed.push(row);
  }
  return { rows, changed };
}
