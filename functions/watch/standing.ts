import * as z from 'zod';
import type { Lake, LakeRow } from '#ports';
import { memberOfRow } from '#schemas/entity-rows.ts';
import { EntityId, RecordId } from '#schemas/ids.ts';
import type { Member } from '#schemas/entity.ts';
import { isId, isText, orNull, rowReader } from '#schemas/row-reader.ts';
import { contractNamed } from '#schemas/sources/registry.ts';
import type { PublishedVersion } from '#schemas/version.ts';
import type { ChangedRecords } from './news.ts';

/** A relation as far as news are concerned; it stands on the record that names it. */
const KnownRelation = z.object({
  from_entity_id: EntityId,
  to_entity_id: EntityId,
  record_id: RecordId,
  until: z.string().nullable(),
});
export type KnownRelation = z.infer<typeof KnownRelation>;
const RELATION_COLUMNS = Object.keys(KnownRelation.shape);
const relationOfRow = rowReader(
  KnownRelation,
  new Map([
    ['from_entity_id', isId],
    ['to_entity_id', isId],
    ['record_id', isId],
    ['until', orNull(isText)],
  ]),
);
const RecordRow = z.object({
  record_id: RecordId,
  source: z.string().nullable(),
  content_hash: z.string().nullable(),
  valid_to: z.string().nullable(),
});
type RecordRow = z.infer<typeof RecordRow>;
const RECORD_COLUMNS = Object.keys(RecordRow.shape);

/** What stood at one version: who belongs to what, what is tied to what. */
export type Standing = {
  readonly entityOf: ReadonlyMap<RecordId, EntityId>;
  readonly recordsOf: ReadonlyMap<EntityId, readonly RecordId[]>;
  readonly sourceOf: ReadonlyMap<RecordId, string>;
  readonly relations: ReadonlyMap<RecordId, KnownRelation>;
};

/** Who belonged to what, and what was tied to what, after the given versions. */
export async function standingAt(lake: Lake, versions: readonly PublishedVersion[]): Promise<Standing> {
  const members = (await lake.state('members', versions)).map(memberOfRow);
  const relations = await lake.state('relations', versions, RELATION_COLUMNS);
  return standingOf(members, relations.map(relationOfRow));
}

/** The same before the newest of the versions and with it, of which the state is read once. */
export async function standingsAround(
  lake: Lake,
  versions: readonly PublishedVersion[],
): Promise<{ readonly before: Standing; readonly present: Standing }> {
  const earlier = versions.slice(0, -1);
  const newest = versions.at(-1);
  const members = new Map<RecordId, Member>();
  for (const row of await lake.state('members', earlier)) {
    const member = memberOfRow(row);
    members.set(member.record_id, member);
  }
  const relations = new Map<RecordId, KnownRelation>();
  for (const row of await lake.state('relations', earlier, RELATION_COLUMNS)) {
    const relation = relationOfRow(row);
    relations.set(relation.record_id, relation);
  }
  const before = standingOf([...members.values()], [...relations.values()]);
  for (const files of newest?.files ?? []) {
    if (files.table === 'members') takeOn(members, await lake.delta(files), memberOfRow);
    if (files.table === 'relations')
      takeOn(relations, await lake.delta(files, RELATION_COLUMNS), relationOfRow);
  }
  return { before, present: standingOf([...members.values()], [...relations.values()]) };
}

function takeOn<Row extends { readonly record_id: RecordId }>(
  state: Map<RecordId, Row>,
  { rows, removed }: Awaited<ReturnType<Lake['delta']>>,
  parse: (row: LakeRow) => Row,
): void {
  for (const { record_id } of removed) state.delete(RecordId.parse(record_id));
  for (const row of rows) {
    const parsed = parse(row);
    state.set(parsed.record_id, parsed);
  }
}

export function standingOf(members: readonly Member[], relations: readonly KnownRelation[]): Standing {
  const recordsOf = new Map<EntityId, RecordId[]>();
  for (const { entity_id, record_id } of members) {
    const records = recordsOf.get(entity_id);
    if (records) records.push(record_id);
    else recordsOf.set(entity_id, [record_id]);
  }
  return {
    recordsOf,
    entityOf: new Map(members.map((row) => [row.record_id, row.entity_id])),
    sourceOf: new Map(members.map((row) => [row.record_id, row.source])),
    relations: new Map(relations.map((row) => [row.record_id, row])),
  };
}

/**
 * Where an entity stands now: itself while any of its records is still in it (or when it is unknown); else the entity
 * that most of its records went into, of equals the one with the smaller id, as cluster's event `merged` has it.
 */
export function successorOf(entity: EntityId, before: Standing, now: Standing): EntityId {
  const counts = new Map<EntityId, number>();
  for (const recordId of before.recordsOf.get(entity) ?? []) {
    const is = now.entityOf.get(recordId);
    if (is === entity) return entity;
    if (is !== undefined) counts.set(is, (counts.get(is) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  return most?.[0] ?? entity;
}

/**
 * The records that the newest of the versions brought, changed or took away. A tombstone names no source: it is the one
 * that stood before. A row that was said again, word for word, only went over to another delivery: that is no news.
 */
export async function changedRecords(
  lake: Lake,
  versions: readonly PublishedVersion[],
  before: Standing,
): Promise<ChangedRecords> {
  const newest = versions.at(-1);
  if (!newest) return new Map();
  const changes = await lake.changes('records', newest, RECORD_COLUMNS);
  const rows = changes.map((row) => RecordRow.parse(row));
  const earlier = await stoodBefore(rows, lake, versions.slice(0, -1), before);
  return new Map(
    rows.flatMap((row) => {
      const source = row.source ?? before.sourceOf.get(row.record_id);
      const stood = earlier.get(row.record_id);
      const saidAgain = stood?.content_hash === row.content_hash && stood?.valid_to === row.valid_to;
      return source === undefined || (stood && saidAgain)
        ? []
        : [[row.record_id, { source, contentHash: row.content_hash ?? '' }] as const];
    }),
  );
}

/** What rows said before that may be said again; a snapshot's rows change only when they say something else. */
async function stoodBefore(
  rows: readonly RecordRow[],
  lake: Lake,
  versions: readonly PublishedVersion[],
  { entityOf }: Standing,
): Promise<ReadonlyMap<string, RecordRow>> {
  const known = rows.filter(
    ({ record_id, source }) =>
      source !== null && contractNamed(source)?.mode !== 'snapshot' && entityOf.has(record_id),
  );
  if (known.length === 0) return new Map();
  const among = new Set<string>(known.map(({ record_id }) => record_id));
  const stood = await lake.state('records', versions, RECORD_COLUMNS, { column: 'record_id', among });
  return new Map(stood.map((row) => RecordRow.parse(row)).map((row) => [row.record_id, row]));
}
