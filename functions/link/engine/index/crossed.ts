import { weighPairs } from '../score/weigh-pairs.ts';
import type { Identified } from './identify.ts';
import { keyOffsets } from './keys.ts';
import type { LocalRows } from './local-rows.ts';
import type { OpenIndex } from './open-index.ts';
import { blockNumbers } from './plan-blocks.ts';
import { keyWordsOf } from './segment.ts';
import { SlotSet } from './slot-set.ts';
import { readKeys } from './slot-lists.ts';
import { type SlotEdges, storedEdges } from './stored-edges.ts';

/** What becomes of pairs of old rows whose block crossed its limit; `bits` NaN = no edge any more. */
export type Crossed = { readonly changed: SlotEdges; readonly pairsScored: number };

export type CrossedInput = {
  readonly index: OpenIndex;
  readonly identified: Identified;
  /** Slots of each block that crossed its limit. */
  readonly groups: readonly Uint32Array[];
  readonly dead: SlotSet;
  readonly local: LocalRows;
  readonly placeOfSlot: (slot: number) => number;
};

const CHUNK_PAIRS = 1 << 20;

/** Looks again at every pair of old rows in blocks that crossed their limit: does any rule still bring it together? */
export async function weighCrossed(input: CrossedInput): Promise<Crossed> {
  const { index, groups, dead, local, placeOfSlot } = input;
  const { keepBits, model, nextSlot } = index.manifest;
  const all = new SlotSet(nextSlot);
  for (const group of groups) for (const slot of group) all.add(slot);
  const slots = all.slots();
  const isTogether = await togetherTest(input, slots);
  const stored = new Map<number, number>();
  const edges = await storedEdges(index.objects, index.segments, slots, dead);
  for (let at = 0; at < edges.count; at++)
    stored.set(pairKey(edges.slots[at] ?? 0, edges.others[at] ?? 0, nextSlot), edges.bits[at] ?? 0);
  const place = new Map<number, number>();
  for (const [at, slot] of slots.entries()) place.set(slot, at);

  const changes = new Map<number, number>();
  const pairs = groups.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
  const room = Math.min(CHUNK_PAIRS, pairs);
  const left = new Uint32Array(room);
  const right = new Uint32Array(room);
  const keys = new Float64Array(room);
  let count = 0;
  let pairsScored = 0;
  const weigh = (): void => {
    const bits = weighPairs(local.encoded, model, { count, left, right });
    for (let at = 0; at < count; at++) {
      const key = keys[at] ?? 0;
      const weight = bits[at] ?? Number.NaN;
      const known = stored.has(key);
      if (weight >= keepBits && !known) changes.set(key, weight);
      if (!(weight >= keepBits) && known) changes.set(key, Number.NaN);
    }
    pairsScored += count;
    count = 0;
  };
  for (const group of groups)
    for (const [at, one] of group.entries())
      for (const other of group.subarray(at + 1)) {
        const key = pairKey(one, other, nextSlot);
        if (!isTogether(place.get(one) ?? 0, place.get(other) ?? 0)) {
          if (stored.has(key)) changes.set(key, Number.NaN);
          continue;
        }
        const a = placeOfSlot(one);
        const b = placeOfSlot(other);
        left[count] = Math.min(a, b);
        right[count] = Math.max(a, b);
        keys[count++] = key;
        if (count === room) weigh();
      }
  weigh();
  return { changed: edgesOfKeys(changes, nextSlot), pairsScored };
}

/** Whether any rule brings two of some slots together after the change; asked by their places in the list. */
async function togetherTest(
  { index, identified, dead }: CrossedInput,
  slots: Uint32Array,
): Promise<(one: number, other: number) => boolean> {
  const { blocking } = index.manifest.model;
  const offsets = keyOffsets(blocking);
  const width = offsets.at(-1) ?? 0;
  const keys = await readKeys(index, slots, width);
  const numbers: Int32Array[] = [];
  for (const [rule, each] of blocking.entries()) {
    const of = (all: Uint32Array) => keysOfRule(all, width, offsets[rule] ?? 0, keyWordsOf(each));
    const change = { rule, fresh: of(identified.keys), gone: of(identified.goneKeys), also: of(keys) };
    numbers.push(await blockNumbers(index.objects, index.segments, dead, each, change));
  }
  return (one, other) => numbers.some((of) => of[one] === of[other]);
}

/** The keys of one rule out of those of all rules, row after row. */
export function keysOfRule(all: Uint32Array, width: number, offset: number, words: number): Uint32Array {
  const rows = all.length / width;
  const keys = new Uint32Array(rows * words);
  for (let row = 0; row < rows; row++)
    for (let word = 0; word < words; word++) keys[row * words + word] = all[row * width + offset + word] ?? 0;
  return keys;
}

/** Exact up to 94 million slots squared; beyond, two slots of 32 bits do not fit one number. */
function pairKey(one: number, other: number, end: number): number {
  const key = Math.min(one, other) * end + Math.max(one, other);
  if (key > Number.MAX_SAFE_INTEGER) throw new RangeError('The index has too many slots; compact it');
  return key;
}

function edgesOfKeys(changes: ReadonlyMap<number, number>, end: number): SlotEdges {
  const keys = [...changes.keys()].toSorted((a, b) => a - b);
  return {
    count: keys.length,
    slots: Uint32Array.from(keys, (key) => Math.floor(key / end)),
    others: Uint32Array.from(keys, (key) => key % end),
    bits: Float64Array.from(keys, (key) => changes.get(key) ?? Number.NaN),
  };
}
