import { lookUp } from './look-up.ts';
import type { IndexObjects } from './objects.ts';
import type { OpenSegment } from './segment.ts';
import type { SlotSet } from './slot-set.ts';
import { sortedWords } from './sorted-words.ts';

/** Edges from some slots, in order of slot and other slot. */
export type SlotEdges = {
  readonly count: number;
  readonly slots: Uint32Array;
  readonly others: Uint32Array;
  readonly bits: Float64Array;
};

const ALL = Number.POSITIVE_INFINITY;

/** Stored edges of some slots (ascending, each once) to rows alive. What a later segment says of a pair holds. */
export async function storedEdges(
  objects: IndexObjects,
  segments: readonly OpenSegment[],
  slots: Uint32Array,
  dead: SlotSet,
): Promise<SlotEdges> {
  const lists: Uint32Array[] = [];
  let entries = 0;
  for (const { edges } of segments) {
    const { counts, starts, words } = await lookUp(objects, edges, slots, 1, ALL);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const own = new Uint32Array(total * 4);
    let used = 0;
    for (let at = 0; at < slots.length; at++) {
      const start = (starts[at] ?? 0) * 4;
      const end = start + (counts[at] ?? 0) * 4;
      own.set(words.subarray(start, end), used);
      used += end - start;
    }
    lists.push(own);
    entries += total;
  }
  const all = new Uint32Array(entries * 4);
  let used = 0;
  // The newest first: the first of a pair then holds, as sorting keeps the order.
  for (const list of lists.toReversed()) {
    all.set(list, used);
    used += list.length;
  }
  return standing(sortedWords(all, 4, 2).words, dead);
}

function standing(words: Uint32Array, dead: SlotSet): SlotEdges {
  const most = words.length / 4;
  const slots = new Uint32Array(most);
  const others = new Uint32Array(most);
  const bits = new Float64Array(most);
  const number = new Float64Array(1);
  const halves = new Uint32Array(number.buffer);
  let count = 0;
  for (let at = 0; at < words.length; at += 4) {
    const slot = words[at] ?? 0;
    const other = words[at + 1] ?? 0;
    if (at > 0 && words[at - 4] === slot && words[at - 3] === other) continue;
    halves[0] = words[at + 2] ?? 0;
    halves[1] = words[at + 3] ?? 0;
    const weight = number[0] ?? Number.NaN;
    if (Number.isNaN(weight) || dead.has(other)) continue;
    slots[count] = slot;
    others[count] = other;
    bits[count++] = weight;
  }
  return { count, slots, others, bits };
}

/** Entries for edges, both ways; NaN takes an earlier edge back. */
export function edgeEntries({ count, slots, others, bits }: SlotEdges): Uint32Array {
  const words = new Uint32Array(count * 8);
  const number = new Float64Array(1);
  const halves = new Uint32Array(number.buffer);
  for (let at = 0; at < count; at++) {
    number[0] = bits[at] ?? Number.NaN;
    for (const [from, slot, other] of [
      [at * 8, slots[at], others[at]],
      [at * 8 + 4, others[at], slots[at]],
    ] as const) {
      words[from] = slot ?? 0;
      words[from + 1] = other ?? 0;
      words[from + 2] = halves[0] ?? 0;
      words[from + 3] = halves[1] ?? 0;
    }
  }
  return words;
}
