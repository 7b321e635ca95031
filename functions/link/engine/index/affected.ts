import type { IndexObjects } from './objects.ts';
import type { OpenSegment } from './segment.ts';
import { SlotSet } from './slot-set.ts';
import { type SlotEdges, storedEdges } from './stored-edges.ts';

/** Rows that have to be taken together anew, and what stood between them before. */
export type Affected = {
  /** Ascending. */
  readonly slots: Uint32Array;
  /** Their stored edges, from the smaller slot to the larger. */
  readonly edges: SlotEdges;
};

/** What a change starts from. */
export type Seeds = {
  /** New and changed rows, ends of new and removed edges; alive. */
  readonly slots: SlotSet;
  /** Rows that go: what hung on them is affected. */
  readonly gone: Uint32Array;
  /** Slots that people decided are one with a slot. */
  readonly tied: ReadonlyMap<number, readonly number[]>;
  /** All slots are below. */
  readonly end: number;
};

/**
 * Everything that hangs together with the seeds by stored edges or by what people decided: outside of it neither rows
 * nor edges differ from before, so entities there are what they were. One read per step away from the seeds.
 */
export async function affectedBy(
  objects: IndexObjects,
  segments: readonly OpenSegment[],
  dead: SlotSet,
  { slots, gone, tied, end }: Seeds,
): Promise<Affected> {
  const reached = new SlotSet(end);
  const found: SlotEdges[] = [];
  let next = new SlotSet(end);
  const reach = (slot: number): void => {
    if (!dead.has(slot) && reached.add(slot)) next.add(slot);
  };
  const lost = await storedEdges(objects, segments, gone, dead);
  for (let at = 0; at < lost.count; at++) reach(lost.others[at] ?? 0);
  for (const slot of slots.slots()) reach(slot);
  while (next.size > 0) {
    const now = next.slots();
    next = new SlotSet(end);
    const edges = await storedEdges(objects, segments, now, dead);
    found.push(edges);
    for (let at = 0; at < edges.count; at++) reach(edges.others[at] ?? 0);
    if (tied.size > 0) for (const slot of now) for (const other of tied.get(slot) ?? []) reach(other);
  }
  return { slots: reached.slots(), edges: once(found) };
}

/** Of edges that were found from both ends, the one from the smaller slot. */
function once(found: readonly SlotEdges[]): SlotEdges {
  const most = found.reduce((sum, { count }) => sum + count, 0);
  const slots = new Uint32Array(most);
  const others = new Uint32Array(most);
  const bits = new Float64Array(most);
  let count = 0;
  for (const edges of found)
    for (let at = 0; at < edges.count; at++) {
      if ((edges.slots[at] ?? 0) > (edges.others[at] ?? 0)) continue;
      slots[count] = edges.slots[at] ?? 0;
      others[count] = edges.others[at] ?? 0;
      bits[count++] = edges.bits[at] ?? Number.NaN;
    }
  return { count, slots, others, bits };
}
