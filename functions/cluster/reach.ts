import * as z from 'zod';
import type { Member } from '#schemas/entity.ts';
import { type EntityId, RecordId } from '#schemas/ids.ts';
import { columnChecks, isId, orNull, rowReader } from '#schemas/row-reader.ts';
import { affectedRecords } from './affected.ts';
import { type Present, presentRows } from './previous.ts';

/** How far a run reaches: outside of it nothing changes, and nothing is read. */
export type Reach = {
  /** Records that came, changed or went, and both ends of links that did. */
  readonly seeds: ReadonlySet<RecordId>;
  /** Records that are taken together anew. */
  readonly affected: ReadonlySet<RecordId>;
  /** These and their mentions: whose relations are made anew. */
  readonly related: ReadonlySet<RecordId>;
  /** All records that have to be read for it: those that mention them as well. */
  readonly records: ReadonlySet<RecordId>;
  /** Entities that they were in. */
  readonly entities: ReadonlySet<EntityId>;
};

/** Finds it out from ids alone: a town has a million records, and a drop changes few. */
export async function reachOf(present: Present, members: readonly Member[]): Promise<Reach> {
  const seeds = await seedsOf(present);
  const parents = await parentsOf(present);
  const links = Array.from((await presentRows(present, 'links', LINK_ENDS)).values(), endsOfRow);
  const previousOf = new Map(members.map((member) => [member.record_id, member.entity_id]));
  const affected = affectedRecords(seeds, links, previousOf);
  const related = new Set(affected);
  for (const [recordId, parentId] of parents)
    if (parentId !== null && affected.has(parentId)) related.add(recordId);
  const records = new Set(related);
  for (const recordId of related) {
    const parentId = parents.get(recordId) ?? null;
    if (parentId !== null) records.add(parentId);
  }
  const entities = new Set<EntityId>();
  for (const recordId of affected) {
    const entityId = previousOf.get(recordId);
    if (entityId) entities.add(entityId);
  }
  return { seeds, affected, related, records, entities };
}

async function seedsOf({ lake, files }: Present): Promise<ReadonlySet<RecordId>> {
  const seeds = new Set<RecordId>();
  for (const file of files) {
    if (file.table !== 'records' && file.table !== 'links') continue;
    const names = file.table === 'records' ? ['record_id'] : LINK_ENDS;
    const { rows, removed } = await lake.delta(file, names);
    for (const row of [...rows, ...removed]) for (const name of names) seeds.add(RecordId.parse(row[name]));
  }
  return seeds;
}

async function parentsOf(present: Present): Promise<ReadonlyMap<RecordId, RecordId | null>> {
  const rows = await presentRows(present, 'records', RECORD_AND_PARENT);
  const parents = new Map<RecordId, RecordId | null>();
  for (const row of rows.values()) {
    const { record_id, parent_record_id } = parentOfRow(row);
    parents.set(record_id, parent_record_id);
  }
  return parents;
}

const Parent = z.object({ record_id: RecordId, parent_record_id: RecordId.nullable() });
const Ends = z.object({ left_record_id: RecordId, right_record_id: RecordId });
const RECORD_AND_PARENT = Object.keys(Parent.shape);
const LINK_ENDS = Object.keys(Ends.shape);

const parentOfRow = rowReader(
  Parent,
  only(RECORD_AND_PARENT, columnChecks('records', { record_id: isId, parent_record_id: orNull(isId) })),
);
const endsOfRow = rowReader(
  Ends,
  only(LINK_ENDS, columnChecks('links', { left_record_id: isId, right_record_id: isId })),
);

function only<Check>(
  names: readonly string[],
  checks: ReadonlyMap<string, Check>,
): ReadonlyMap<string, Check> {
  return new Map([...checks].filter(([name]) => names.includes(name)));
}
