import { type Column, UNKNOWN } from '../table/table.ts';
import type { Pool } from '../threads/pool.ts';
import { textAt } from '../table/text-at.ts';
import { type Affected, affectedBy } from './affected.ts';
import { type DecidedSlots, decidedSlots } from './decisions.ts';
import type { EntityChange } from './entity-changes.ts';
import { NO_ENTITY } from './entity-id.ts';
import { NO_SLOT } from './find-ids.ts';
import type { Identified } from './identify.ts';
import { localRows } from './local-rows.ts';
import type { Decision } from '../entities/decision.ts';
import type { OpenIndex } from './open-index.ts';
import { regroup } from './regroup.ts';
import { newestValues } from './slot-lists.ts';
import type { SlotRows } from './slot-rows.ts';
import { SlotSet } from './slot-set.ts';
import { sortedWords } from './sorted-words.ts';
import type { SlotEdges } from './stored-edges.ts';

export type RegroupDrop = {
  readonly index: OpenIndex;
  readonly identified: Identified;
  readonly rows: SlotRows;
  /** Slots that are dead after the drop; all slots are below `end`. */
  readonly dead: SlotSet;
  readonly end: number;
  /** What the drop did to edges; NaN = removed. */
  readonly changed: SlotEdges;
  /** Ids of the drop's rows. */
  readonly ids: Column;
  /** All that people decided, and what they did since the last change. */
  readonly decisions: readonly Decision[];
  readonly decidedNow: readonly Decision[];
  readonly pool: Pool;
};

/** A row of an entity that changed. */
export type Member = { readonly entity: number; readonly id: string };

export type RegroupedDrop = {
  /** [slot, entity] of rows whose entity is new or another. */
  readonly entities: Uint32Array;
  readonly nextEntity: number;
  readonly changes: readonly EntityChange[];
  readonly members: () => Iterable<Member>;
  readonly affectedRows: number;
  /** Of what people decided now, decisions on rows that are not there. */
  readonly absentDecisions: number;
};

/** Reads what a drop affects, takes it together anew and names it. */
export async function regroupDrop(work: RegroupDrop): Promise<RegroupedDrop> {
  const { index, identified, rows, changed } = work;
  const { nextSlot } = index.manifest;
  const decided = await decidedAfter(work, work.decisions);
  const affected = await affectedAfter(work, decided);
  await rows.need(affected.slots);
  const local = localRows(
    rows.store,
    affected.slots.map((slot) => rows.row(slot)),
  );
  const slotOf = (at: number) => rows.store.slots[local.order[at] ?? 0] ?? 0;
  const before = await entitiesBefore(index, affected.slots, identified.gone);
  const previous = local.order.map((_row, at) => {
    const slot = slotOf(at);
    const known = slot < nextSlot ? slot : (identified.corrects[slot - nextSlot] ?? NO_SLOT);
    return known === NO_SLOT ? NO_ENTITY : before(known);
  });
  const { entity, nextEntity, changes } = await regroup({
    index,
    affected,
    local,
    placeOf: (slot) => {
      const row = rows.row(slot);
      const place = row < 0 ? -1 : (local.placeOf[row] ?? -1);
      return place < 0 ? undefined : place;
    },
    changed,
    decided,
    previous,
    pool: work.pool,
    withdrawnFrom: [...identified.withdrawn].map(before),
  });
  const entities = new Uint32Array(entity.length * 2);
  let used = 0;
  for (let at = 0; at < entity.length; at++) {
    if (entity[at] === previous[at] && slotOf(at) < nextSlot) continue;
    entities[used++] = slotOf(at);
    entities[used++] = entity[at] ?? 0;
  }
  return {
    entities: entities.slice(0, used),
    nextEntity,
    changes,
    members: () => membersOf(changes, entity, (at) => rows.store.id(local.order[at] ?? 0)),
    affectedRows: entity.length,
    absentDecisions: work.decidedNow.length - (await decidedAfter(work, work.decidedNow)).length,
  };
}

function decidedAfter(
  { index, identified, ids }: RegroupDrop,
  decisions: readonly Decision[],
): Promise<DecidedSlots[]> {
  if (decisions.length === 0) return Promise.resolve([]);
  const fresh = new Map<string, number>();
  for (const [at, row] of identified.fresh.entries())
    fresh.set(textAt(ids, ids.codes[row] ?? UNKNOWN), index.manifest.nextSlot + at);
  const gone = new Set(identified.gone);
  return decidedSlots(
    index,
    decisions,
    (id) => fresh.get(id),
    (slot) => gone.has(slot),
  );
}

async function affectedAfter(work: RegroupDrop, decided: readonly DecidedSlots[]): Promise<Affected> {
  const { index, identified, dead, end, changed } = work;
  const seeds = new SlotSet(end);
  for (let at = 0; at < identified.fresh.length; at++) seeds.add(index.manifest.nextSlot + at);
  for (let at = 0; at < changed.count; at++) {
    seeds.add(changed.slots[at] ?? 0);
    seeds.add(changed.others[at] ?? 0);
  }
  for (const { one, other } of await decidedAfter(work, work.decidedNow)) {
    seeds.add(one);
    seeds.add(other);
  }
  // What people had tied to a row that goes hung together by it.
  const before = await decidedSlots(
    index,
    index.manifest.decisions,
    () => undefined,
    () => false,
  );
  for (const { one, other } of before) {
    if (dead.has(one) && !dead.has(other)) seeds.add(other);
    if (dead.has(other) && !dead.has(one)) seeds.add(one);
  }
  const tied = new Map<number, number[]>();
  for (const { decision, one, other } of decided)
    if (decision === 'must') {
      tied.set(one, [...(tied.get(one) ?? []), other]);
      tied.set(other, [...(tied.get(other) ?? []), one]);
    }
  return affectedBy(index.objects, index.segments, dead, { slots: seeds, gone: identified.gone, tied, end });
}

/** The entity, before the drop, of a slot that is affected or gone; NO_ENTITY of others. */
async function entitiesBefore(
  index: OpenIndex,
  affected: Uint32Array,
  gone: Uint32Array,
): Promise<(slot: number) => number> {
  const slots = new Uint32Array(affected.length + gone.length);
  slots.set(affected);
  slots.set(gone, affected.length);
  slots.sort();
  const entities = await newestValues(index, (segment) => segment.entities, slots, NO_ENTITY);
  return (slot) => {
    let from = 0;
    let to = slots.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((slots[middle] ?? 0) < slot) from = middle + 1;
      else to = middle;
    }
    return slots[from] === slot ? (entities[from] ?? NO_ENTITY) : NO_ENTITY;
  };
}

/** In order of entity, then of arrival. */
function* membersOf(
  changes: readonly EntityChange[],
  entity: Uint32Array,
  idOf: (at: number) => string,
): Generator<Member> {
  const changed = new Set(changes.map((change) => change.entity));
  const entries = new Uint32Array(entity.length * 2);
  let used = 0;
  for (let at = 0; at < entity.length; at++) {
    if (!changed.has(entity[at] ?? 0)) continue;
    entries[used++] = entity[at] ?? 0;
    entries[used++] = at;
  }
  const { words } = sortedWords(entries.subarray(0, used), 2, 1);
  for (let at = 0; at < words.length; at += 2) yield { entity: words[at] ?? 0, id: idOf(words[at + 1] ?? 0) };
}
