import type { Lake, LakeRow } from '#ports';
import { Alias, Entity, EntityLabel, Member, Relation } from '#schemas/entity.ts';
import { Link } from '#schemas/link.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { recordOfRow } from '#schemas/record-row.ts';
import type { PublishedVersion, TableFiles } from '#schemas/version.ts';
import type { PreviousEntities } from './cluster-records.ts';

/** What stands at the published versions. */
export async function previousEntities(
  lake: Lake,
  versions: readonly PublishedVersion[],
): Promise<PreviousEntities> {
  const [members, entities, labels, relations, aliases] = await Promise.all([
    lake.state('members', versions),
    lake.state('entities', versions),
    lake.state('labels', versions),
    lake.state('relations', versions),
    lake.state('aliases', versions),
  ]);
  return {
    members: members.map((row) => Member.parse(row)),
    entities: entities.map((row) => Entity.parse(row)),
    labels: labels.map((row) => EntityLabel.parse(row)),
    relations: relations.map((row) => Relation.parse(row)),
    aliases: aliases.map((row) => Alias.parse(row)),
  };
}

/** A table at the published versions with this run's delta on top, and the delta's own rows. */
export type Present<Row> = { readonly rows: ReadonlyMap<string, Row>; readonly delta: readonly LakeRow[] };

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
  const parse = ({ deleted: _tombstone, ...row }: LakeRow) => Link.parse(row);
  const keyOf = (row: LakeRow) => `${String(row.left_record_id)} ${String(row.right_record_id)}`;
  return present(lake, 'links', versions, files, parse, keyOf);
}

async function present<Row>(
  lake: Lake,
  table: 'records' | 'links',
  versions: readonly PublishedVersion[],
  files: readonly TableFiles[],
  parse: (row: LakeRow) => Row,
  keyOf: (row: LakeRow) => string,
): Promise<Present<Row>> {
  const [state, parts] = await Promise.all([
    lake.state(table, versions),
    Promise.all(files.filter((file) => file.table === table).map(async (file) => lake.read(file))),
  ]);
  const delta = parts.flat();
  const rows = new Map(state.map((row) => [keyOf(row), row]));
  for (const row of delta)
    if (row.deleted === true) rows.delete(keyOf(row));
    else rows.set(keyOf(row), row);
  return { rows: new Map([...rows].map(([key, row]) => [key, parse(row)])), delta };
}
