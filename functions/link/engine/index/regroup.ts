import { resolveEntities } from '../entities/resolve-entities.ts';
import { sortEdges } from '../score/sort-edges.ts';
import type { Pool } from '../threads/pool.ts';
import type { Affected } from './affected.ts';
import { type DecidedSlots, decidedPairs } from './decisions.ts';
import { type EntityChange, entityChanges } from './entity-changes.ts';
import type { LocalRows } from './local-rows.ts';
import { nameEntities, sharesOf } from './name-entities.ts';
import type { OpenIndex } from './open-index.ts';
import type { SlotEdges } from './stored-edges.ts';

export type RegroupInput = {
  readonly index: OpenIndex;
  readonly affected: Affected;
  /** The affected rows, and where each slot's row is among them. */
  readonly local: LocalRows;
  readonly placeOf: (slot: number) => number | undefined;
  /** What the change did to edges; NaN = removed. */
  readonly changed: SlotEdges;
  readonly decided: readonly DecidedSlots[];
  /** Per affected row the entity that it was of, NO_ENTITY if none. */
  readonly previous: Uint32Array;
  /** Entities of which rows were withdrawn. */
  readonly withdrawnFrom: readonly number[];
  readonly pool: Pool;
};

export type Regrouped = {
  /** Per affected row. */
  readonly entity: Uint32Array;
  readonly nextEntity: number;
  readonly changes: readonly EntityChange[];
};

/** Takes affected rows together anew and says which entity each group is. */
export async function regroup(input: RegroupInput): Promise<Regrouped> {
  const { index, local, placeOf, decided, previous, withdrawnFrom, pool } = input;
  const { model, nextEntity } = index.manifest;
  const { entity: group } = await resolveEntities({
    encoded: local.encoded,
    model,
    edges: edgesNow(input),
    pool,
    mustLink: decidedPairs(decided, 'must', placeOf),
    cannotLink: decidedPairs(decided, 'cannot', placeOf),
  });
  const shares = sharesOf({ group, previous });
  const { entity, next } = nameEntities({ group, previous }, shares, nextEntity);
  const changes = entityChanges({ group, previous, entity, shares, withdrawnFrom });
  return { entity, nextEntity: next, changes };
}

/** Stored edges of the affected rows but for what the change did, and what it did. */
function edgesNow({ affected, placeOf, changed }: RegroupInput) {
  const removed = new Set<string>();
  let added = 0;
  for (let at = 0; at < changed.count; at++)
    if (Number.isNaN(changed.bits[at])) removed.add(`${changed.slots[at]} ${changed.others[at]}`);
    else added++;
  const left = new Uint32Array(affected.edges.count + added);
  const right = new Uint32Array(affected.edges.count + added);
  const bits = new Float64Array(affected.edges.count + added);
  let count = 0;
  const add = (edges: SlotEdges, at: number): void => {
    const one = placeOf(edges.slots[at] ?? 0);
    const other = placeOf(edges.others[at] ?? 0);
    if (one === undefined || other === undefined) throw new Error('An edge leads out of what is affected');
    left[count] = Math.min(one, other);
    right[count] = Math.max(one, other);
    bits[count++] = edges.bits[at] ?? 0;
  };
  for (let at = 0; at < affected.edges.count; at++)
    if (removed.size === 0 || !removed.has(`${affected.edges.slots[at]} ${affected.edges.others[at]}`))
      add(affected.edges, at);
  for (let at = 0; at < changed.count; at++) if (!Number.isNaN(changed.bits[at])) add(changed, at);
  return sortEdges([{ count, left, right, bits }]);
}
