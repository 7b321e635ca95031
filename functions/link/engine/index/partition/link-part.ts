import { type Blocks, IN_NO_BLOCK, largestBlock } from '../../block/blocks.ts';
import type { BlockingRule } from '../../model/blocking-rule.ts';
import type { Model } from '../../model/model.ts';
import type { Edges } from '../../score/edges.ts';
import { makeKernel } from '../../score/kernel/kernel.ts';
import { scoreRange } from '../../score/score-range.ts';
import { sortEdges } from '../../score/sort-edges.ts';
import { splitBlocks } from '../../score/split-blocks.ts';
import type { Pool } from '../../threads/pool.ts';
import { keyOffsets } from '../keys.ts';
import type { LocalRows } from '../local-rows.ts';
import type { IndexObjects } from '../objects.ts';
import { keyWordsOf } from '../segment.ts';
import { readKeys } from '../slot-lists.ts';
import { SlotSet } from '../slot-set.ts';
import { sortedWords } from '../sorted-words.ts';
import { type BaseLists, listOf } from './base-lists.ts';
import { eachBlock } from './each-block.ts';
import { entriesOfPart, type KeyPart } from './key-range.ts';
import { keyText, type LargeKeys } from './large-keys.ts';
import { readLocal } from './read-local.ts';

export type PartToLink = {
  readonly objects: IndexObjects;
  readonly lists: BaseLists;
  readonly model: Model;
  readonly part: KeyPart;
  /** Of all parts. */
  readonly large: LargeKeys;
  readonly keepBits: number;
  readonly pool: Pool;
  /** Rows in memory at a time, but for larger blocks. */
  readonly rowsAtOnce: number;
};

/** Edges by rows in order of arrival, sorted. */
export type LinkedPart = { readonly edges: Edges; readonly pairsScored: number };

/**
 * Weighs the pairs that one part of the keys brings together and that no earlier rule does. Reads its stretch of each
 * rule's list and the rows that stand there, so many at a time, and no other; no pair is found in two parts.
 */
export async function linkPart(work: PartToLink): Promise<LinkedPart> {
  const found: Edges[] = [];
  let pairsScored = 0;
  for (const rule of work.model.blocking.keys())
    for await (const blocks of stretches(work, rule)) {
      const scored = await scoreStretch(work, rule, blocks);
      found.push(...scored.edges);
      pairsScored += scored.pairsScored;
    }
  return { edges: sortEdges(found), pairsScored };
}

/** Slots of some blocks, block after block. */
type SlotBlocks = { readonly slots: Uint32Array; readonly starts: readonly number[] };

/** The blocks of one rule in a part, as many at a time as have about `rowsAtOnce` rows. */
async function* stretches(
  { objects, lists, model, part, rowsAtOnce }: PartToLink,
  rule: number,
): AsyncGenerator<SlotBlocks> {
  const list = listOf(lists, rule);
  const limit = model.blocking[rule]?.largestBlock ?? 0;
  const words = await entriesOfPart(objects, list, part);
  const blocks: [from: number, to: number][] = [];
  eachBlock(
    { ...list, words },
    (from, to) => to - from > limit,
    (from, to) => {
      if (to - from > 1) blocks.push([from, to]);
    },
  );
  for (let first = 0; first < blocks.length; ) {
    const starts = [0];
    let next = first;
    for (let rows = 0; next < blocks.length; next++) {
      const [from, to] = blocks[next] ?? [0, 0];
      if (rows > 0 && rows + to - from > rowsAtOnce) break;
      rows += to - from;
      starts.push(rows);
    }
    const slots = new Uint32Array(starts.at(-1) ?? 0);
    let used = 0;
    for (const [from, to] of blocks.slice(first, next))
      for (let entry = from; entry < to; entry++) slots[used++] = words[(entry + 1) * list.stride - 1] ?? 0;
    yield { slots, starts };
    first = next;
  }
}

async function scoreStretch(
  { objects, lists, model, large, keepBits, pool }: PartToLink,
  rule: number,
  { slots, starts }: SlotBlocks,
): Promise<{ readonly edges: readonly Edges[]; readonly pairsScored: number }> {
  const once = new SlotSet(lists.slots);
  for (const slot of slots) once.add(slot);
  const sorted = once.slots();
  const { local, store } = await readLocal(objects, lists, sorted);
  const place = new Map<number, number>();
  for (const [at, slot] of sorted.entries()) place.set(slot, local.placeOf[at] ?? 0);
  const blocks = localBlocks(slots, starts, (slot) => place.get(slot) ?? 0);
  const keys = await readKeys({ objects, segments: [lists] }, sorted, keyOffsets(model.blocking).at(-1) ?? 0);
  const skips = model.blocking
    .slice(0, rule)
    .map((each, at) => blockNumbers(keys, model.blocking, at, each, large[at], local));
  const kernel = await makeKernel(local.encoded, model.comparisons, {
    skips,
    capacity: largestBlock([blocks]),
    pool,
  });
  const parts = await pool.run(
    scoreRange,
    splitBlocks(blocks, pool.size).map((range) => ({
      encoded: local.encoded,
      model,
      kernel,
      blocks,
      skips: skips.length,
      keepBits,
      ...range,
    })),
  );
  const numberOf = (at: number) => store.numbers[local.order[at] ?? 0] ?? 0;
  return {
    edges: parts.map(({ edges: { count, left, right, bits } }) => ({
      count,
      left: left.subarray(0, count).map(numberOf),
      right: right.subarray(0, count).map(numberOf),
      bits,
    })),
    pairsScored: parts.reduce((sum, each) => sum + each.pairsScored, 0),
  };
}

function localBlocks(
  slots: Uint32Array,
  starts: readonly number[],
  placeOf: (slot: number) => number,
): Blocks {
  const rows = new Uint32Array(new SharedArrayBuffer(4 * slots.length));
  for (const [at, slot] of slots.entries()) rows[at] = placeOf(slot);
  for (const [block, start] of starts.entries()) rows.subarray(start, starts[block + 1]).sort();
  const shared = new Uint32Array(new SharedArrayBuffer(4 * starts.length));
  shared.set(starts);
  return { rule: '', rows, starts: shared, blockOfRow: new Int32Array(), large: [] };
}

/** Per local row the number of its block under an earlier rule: two rows have the same if that rule found their pair. */
function blockNumbers(
  keys: Uint32Array,
  blocking: readonly BlockingRule[],
  rule: number,
  each: BlockingRule,
  large: ReadonlySet<string> | undefined,
  { order, placeOf }: LocalRows,
): Int32Array {
  const offsets = keyOffsets(blocking);
  const width = offsets.at(-1) ?? 0;
  const keyWords = keyWordsOf(each);
  const stride = keyWords + 1;
  const entries = new Uint32Array(order.length * stride);
  let used = 0;
  for (let row = 0; row < order.length; row++) {
    const from = row * width + (offsets[rule] ?? 0);
    if (keys[from + 1] === 0) continue;
    for (let word = 0; word < keyWords; word++) entries[used++] = keys[from + word] ?? 0;
    entries[used++] = placeOf[row] ?? 0;
  }
  const { words } = sortedWords(entries.subarray(0, used), stride, keyWords);
  const numbers = new Int32Array(new SharedArrayBuffer(4 * order.length));
  for (let row = 0; row < numbers.length; row++) numbers[row] = IN_NO_BLOCK - row;
  eachBlock(
    { words, stride, keyWords },
    (from, _to, count) =>
      large !== undefined && large.size > 0 && large.has(keyText(words, from * stride, count)),
    (from, to) => {
      for (let entry = from; entry < to; entry++) numbers[words[(entry + 1) * stride - 1] ?? 0] = from;
    },
  );
  return numbers;
}
