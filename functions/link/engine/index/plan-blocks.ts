import type { BlockingRule } from '../model/blocking-rule.ts';
import { grown } from './grown.ts';
import type { IndexObjects } from './objects.ts';
import type { OpenSegment } from './segment.ts';
import { keyWordsOf } from './segment.ts';
import type { SlotSet } from './slot-set.ts';
import { type KeyChange, type TouchedBlocks, touchedBlocks } from './touched.ts';

/** Blocks of one rule in which there are new rows. */
export class PlannedBlocks {
  count = 0;
  /** New rows of all blocks, block after block, as indexes into the change; and old ones, as slots. */
  freshMembers = new Uint32Array(64);
  freshStarts = new Uint32Array(64);
  oldMembers = new Uint32Array(64);
  oldStarts = new Uint32Array(64);

  add(touched: TouchedBlocks, block: number): void {
    const start = touched.starts[block] ?? 0;
    const fresh = touched.members.subarray(start, start + (touched.fresh[block] ?? 0));
    const old = touched.old.subarray(touched.oldStarts[block], touched.oldStarts[block + 1]);
    if (fresh.length === 0 || fresh.length + old.length < 2) return;
    const freshEnd = (this.freshStarts[this.count] ?? 0) + fresh.length;
    const oldEnd = (this.oldStarts[this.count] ?? 0) + old.length;
    if (freshEnd > this.freshMembers.length) this.freshMembers = grown(this.freshMembers, freshEnd);
    if (oldEnd > this.oldMembers.length) this.oldMembers = grown(this.oldMembers, oldEnd);
    this.freshMembers.set(fresh, freshEnd - fresh.length);
    this.oldMembers.set(old, oldEnd - old.length);
    this.count++;
    if (this.count >= this.freshStarts.length) {
      this.freshStarts = grown(this.freshStarts, this.count + 1);
      this.oldStarts = grown(this.oldStarts, this.count + 1);
    }
    this.freshStarts[this.count] = freshEnd;
    this.oldStarts[this.count] = oldEnd;
  }
}

/** A block over its limit after a change. */
export type OverLimit = { readonly rule: string; readonly rows: number; readonly cut: boolean };

export type RulePlan = {
  readonly planned: PlannedBlocks;
  /** Slots of blocks that crossed the limit, either way: their pairs have to be looked at again. */
  readonly crossed: readonly Uint32Array[];
  readonly overLimit: readonly OverLimit[];
};

/** What a change makes of one rule's blocks. */
export async function planRule(
  objects: IndexObjects,
  segments: readonly OpenSegment[],
  dead: SlotSet,
  rule: BlockingRule,
  change: KeyChange,
): Promise<RulePlan> {
  const limit = rule.largestBlock;
  const planned = new PlannedBlocks();
  const crossed: Uint32Array[] = [];
  const overLimit: OverLimit[] = [];
  const touched = await touchedBlocks(objects, segments, dead, rule, change, 2);
  const isOver = new Uint8Array(touched.count);
  let anyOver = false;
  for (let block = 0; block < touched.count; block++) {
    const before = (touched.before[block] ?? 0) > limit;
    const after = (touched.after[block] ?? 0) > limit;
    if (!after) planned.add(touched, block);
    if (before !== after) crossed.push(rowsOf(touched, block));
    if (after)
      overLimit.push({ rule: rule.name, rows: touched.after[block] ?? 0, cut: rule.subField !== undefined });
    isOver[block] = (before ? 1 : 0) | (after ? 2 : 0);
    anyOver ||= before || after;
  }
  if (rule.subField === undefined || !anyOver) return { planned, crossed, overLimit };
  const within = onlyOf(touched, isOver, change, keyWordsOf(rule));
  const pieces = await touchedBlocks(objects, segments, dead, rule, within, 4);
  let block = 0;
  for (let piece = 0; piece < pieces.count; piece++) {
    while (!beginsWith(pieces.keys, piece * 4, touched.keys, block * 2)) block++;
    const before = (pieces.before[piece] ?? 0) > limit;
    const after = (pieces.after[piece] ?? 0) > limit;
    if (((isOver[block] ?? 0) & 2) === 2 && !after) planned.add(pieces, piece);
    // A block that crossed itself is looked at whole already.
    if (isOver[block] === 3 && before !== after) crossed.push(rowsOf(pieces, piece));
  }
  return { planned, crossed, overLimit };
}

const rowsOf = ({ old, oldStarts }: TouchedBlocks, block: number): Uint32Array =>
  old.slice(oldStarts[block], oldStarts[block + 1]);

const beginsWith = (keys: Uint32Array, at: number, shorter: Uint32Array, from: number): boolean =>
  keys[at] === shorter[from] && keys[at + 1] === shorter[from + 1];

/** The change, of rows alone that are in blocks over the limit. */
export function onlyOf(
  touched: TouchedBlocks,
  isOver: Uint8Array,
  change: KeyChange,
  stride: number,
): KeyChange {
  const parts = [change.fresh, change.gone, change.also];
  const kept = parts.map((keys) => new Uint32Array(keys.length));
  const ends = [change.fresh.length, change.fresh.length + change.gone.length, Number.POSITIVE_INFINITY];
  for (let block = 0; block < touched.count; block++) {
    if (isOver[block] === 0) continue;
    for (let at = touched.starts[block] ?? 0; at < (touched.starts[block + 1] ?? 0); at++) {
      const from = (touched.members[at] ?? 0) * stride;
      const part = ends.findIndex((end) => from < end);
      const place = from - (part === 0 ? 0 : (ends[part - 1] ?? 0));
      kept[part]?.set(parts[part]?.subarray(place, place + stride) ?? [], place);
    }
  }
  const [fresh = new Uint32Array(), gone = new Uint32Array(), also = new Uint32Array()] = kept;
  return { rule: change.rule, fresh, gone, also };
}

/**
 * Per row of `change.also` the number of the block that it is in after the change; −1 − row if it is in none, so that
 * two rows are brought together exactly if their numbers are equal.
 */
export async function blockNumbers(
  objects: IndexObjects,
  segments: readonly OpenSegment[],
  dead: SlotSet,
  rule: BlockingRule,
  change: KeyChange,
): Promise<Int32Array> {
  const stride = keyWordsOf(rule);
  const first = (change.fresh.length + change.gone.length) / stride;
  const numbers = Int32Array.from({ length: change.also.length / stride }, (_, row) => -1 - row);
  const number = (touched: TouchedBlocks, block: number, name: number) => {
    for (let at = touched.starts[block] ?? 0; at < (touched.starts[block + 1] ?? 0); at++) {
      const row = (touched.members[at] ?? 0) - first;
      if (row >= 0) numbers[row] = name;
    }
  };
  const touched = await touchedBlocks(objects, segments, dead, rule, change, 2);
  const isOver = touched.after.map((rows) => (rows > rule.largestBlock ? 1 : 0));
  for (let block = 0; block < touched.count; block++) if (isOver[block] === 0) number(touched, block, block);
  if (rule.subField === undefined || !isOver.includes(1)) return numbers;
  const within = onlyOf(touched, Uint8Array.from(isOver), change, stride);
  const pieces = await touchedBlocks(objects, segments, dead, rule, within, 4);
  for (let piece = 0; piece < pieces.count; piece++)
    if ((pieces.after[piece] ?? 0) <= rule.largestBlock) number(pieces, piece, touched.count + piece);
  return numbers;
}
