import { componentsOf } from '#cluster/graph/components.ts';
import type { Encoded } from '../encode/encoded.ts';
import type { Model } from '../model/model.ts';
import { bitsOf } from '../score/bits.ts';
import type { Edges } from '../score/edges.ts';
import type { Pool } from '../threads/pool.ts';
import { resolveEntities } from './resolve-entities.ts';

export type ResolveInParts = {
  readonly rows: number;
  /** Sorted; of links alone. */
  readonly edges: Edges;
  /** Says how links become entities. */
  readonly model: Model;
  readonly pool: Pool;
  readonly rowsAtOnce: number;
  /** The given rows (ascending), in their order. */
  readonly read: (rows: Uint32Array) => Promise<Encoded>;
};

/**
 * Takes rows together into entities, with few rows in memory: what links do not hang together has nothing to do with
 * each other, so components are taken a batch at a time, and rows without links not at all. Per row the smallest row of
 * its entity, as `resolveEntities` of all rows would have it.
 */
export async function resolveInParts(work: ResolveInParts): Promise<Int32Array> {
  const { rows, edges, model, pool } = work;
  const component = componentsOf(rows, edges, bitsOf(model.threshold));
  const { batchOf, batches } = batchesOf(component, work.rowsAtOnce);
  const rowStarts = startsOf(batches, rows, (row) => batchOf[component[row] ?? row] ?? -1);
  const edgeStarts = startsOf(
    batches,
    edges.count,
    (at) => batchOf[component[edges.left[at] ?? 0] ?? 0] ?? -1,
  );
  const entity = Int32Array.from({ length: rows }, (_, row) => row);
  const place = new Uint32Array(rows);
  for (let batch = 0; batch < batches; batch++) {
    const own = rowStarts.members.subarray(rowStarts.starts[batch], rowStarts.starts[batch + 1]);
    for (const [at, row] of own.entries()) place[row] = at;
    const links = edgeStarts.members.subarray(edgeStarts.starts[batch], edgeStarts.starts[batch + 1]);
    const resolved = await resolveEntities({
      encoded: await work.read(own),
      model,
      pool,
      edges: {
        count: links.length,
        left: links.map((at) => place[edges.left[at] ?? 0] ?? 0),
        right: links.map((at) => place[edges.right[at] ?? 0] ?? 0),
        bits: Float64Array.from(links, (at) => edges.bits[at] ?? 0),
      },
    });
    for (const [at, row] of own.entries()) entity[row] = own[resolved.entity[at] ?? at] ?? row;
  }
  return entity;
}

/** Per component, by its smallest row, the batch that it is in; −1 if it is a row alone. */
function batchesOf(component: Int32Array, rowsAtOnce: number): { batchOf: Int32Array; batches: number } {
  const sizes = new Uint32Array(component.length);
  for (const smallest of component) sizes[smallest] = (sizes[smallest] ?? 0) + 1;
  const batchOf = new Int32Array(component.length).fill(-1);
  let batch = -1;
  let room = 0;
  for (const [smallest, size] of sizes.entries()) {
    if (size < 2) continue;
    if (room < size) {
      batch++;
      room = rowsAtOnce;
    }
    room -= size;
    batchOf[smallest] = batch;
  }
  return { batchOf, batches: batch + 1 };
}

/** Numbers below `count` by their group, ascending in each; those of group −1 are left out. */
function startsOf(
  groups: number,
  count: number,
  groupOf: (at: number) => number,
): { readonly starts: Uint32Array; readonly members: Uint32Array } {
  const starts = new Uint32Array(groups + 1);
  for (let at = 0; at < count; at++) {
    const group = groupOf(at);
    if (group >= 0) starts[group + 1] = (starts[group + 1] ?? 0) + 1;
  }
  for (let group = 0; group < groups; group++)
    starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0);
  const members = new Uint32Array(starts[groups] ?? 0);
  const next = starts.slice();
  for (let at = 0; at < count; at++) {
    const group = groupOf(at);
    if (group < 0) continue;
    const place = next[group] ?? 0;
    members[place] = at;
    next[group] = place + 1;
  }
  return { starts, members };
}
