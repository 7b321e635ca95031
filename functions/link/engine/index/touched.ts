import type { BlockingRule } from '../model/blocking-rule.ts';
import { grown } from './grown.ts';
import { type Found, lookUp } from './look-up.ts';
import type { IndexObjects } from './objects.ts';
import { keyWordsOf, type OpenSegment, REMOVED } from './segment.ts';
import type { SlotSet } from './slot-set.ts';
import { sortedWords } from './sorted-words.ts';

/** The blocks of one rule that a change concerns, by key, ascending; of the width of key that tells them apart. */
export type TouchedBlocks = {
  readonly count: number;
  readonly width: 2 | 4;
  readonly keys: Uint32Array;
  /** Rows alive per block before the change, and after it. */
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** 1 where the rows that were there are not known, because they are over the limit before and after. */
  readonly counted: Uint8Array;
  /** Slots alive before and after: those of block b are `old[oldStarts[b]] … old[oldStarts[b + 1] − 1]`. */
  readonly old: Uint32Array;
  readonly oldStarts: Uint32Array;
  /**
   * Rows of the change by index, fresh ones first, then those that go, then the others. New ones of block b:
   * `members[starts[b]]` and `fresh[b]` − 1 more.
   */
  readonly members: Uint32Array;
  readonly starts: Uint32Array;
  readonly fresh: Uint32Array;
};

/**
 * What a change does to one rule: keys of the rows that come (`fresh`) and go, row after row; and keys of rows that
 * stay whose blocks are asked for as well (`also`).
 */
export type KeyChange = {
  readonly rule: number;
  readonly fresh: Uint32Array;
  readonly gone: Uint32Array;
  readonly also: Uint32Array;
};

/**
 * The blocks of a rule that some keys belong to, as they were before a change and as they will be. `width`: how many
 * words of the keys tell blocks apart (4 = cut by the further field; rows that do not know it are in none).
 */
export async function touchedBlocks(
  objects: IndexObjects,
  segments: readonly OpenSegment[],
  dead: SlotSet,
  rule: BlockingRule,
  change: KeyChange,
  width: 2 | 4,
): Promise<TouchedBlocks> {
  const stride = keyWordsOf(rule);
  const { keys, starts, members } = groupKeys(change, stride, width);
  const freshRows = change.fresh.length / stride;
  const alsoFrom = freshRows + change.gone.length / stride;
  const count = starts.length - 1;
  const found: Found[] = [];
  for (const [at, segment] of segments.entries()) {
    const stored = segment.rules[change.rule];
    if (!stored) throw new Error('The index has another model');
    // Only a base holds nothing but entries that stand, so only there a count alone tells enough.
    const atMost = at === 0 ? rule.largestBlock + dead.size : Number.POSITIVE_INFINITY;
    found.push(await lookUp(objects, stored, keys, width, atMost));
  }
  const standing = standingRows(found, count, dead);
  const fresh = new Uint32Array(count);
  const after = new Int32Array(count);
  for (let block = 0; block < count; block++) {
    const start = starts[block] ?? 0;
    const end = starts[block + 1] ?? 0;
    let change = 0;
    for (let at = start; at < end; at++) {
      const member = members[at] ?? 0;
      if (member < freshRows) fresh[block] = (fresh[block] ?? 0) + 1;
      if (member < alsoFrom) change += member < freshRows ? 1 : -1;
    }
    after[block] = (standing.before[block] ?? 0) + change;
  }
  return { count, width, keys, after, members, starts, fresh, ...standing };
}

/** Rows of each key before a change, and the slots of those that still stand after it. */
function standingRows(
  found: readonly Found[],
  count: number,
  dead: SlotSet,
): Pick<TouchedBlocks, 'before' | 'counted' | 'old' | 'oldStarts'> {
  const before = new Int32Array(count);
  const counted = new Uint8Array(count);
  const oldStarts = new Uint32Array(count + 1);
  const entriesAtMost = found.reduce((sum, { words, stride }) => sum + words.length / stride, 0);
  let old = new Uint32Array(Math.min(entriesAtMost, 1 << 16));
  let used = 0;
  for (let block = 0; block < count; block++) {
    let rows = 0;
    for (const { counts, starts, words, stride } of found) {
      const entries = counts[block] ?? 0;
      const start = starts[block] ?? 0;
      if (start < 0) {
        counted[block] = 1;
        rows += entries;
        continue;
      }
      if (used + entries > old.length) old = grown(old, used + entries);
      for (let entry = start; entry < start + entries; entry++) {
        const slot = words[entry * stride + stride - 1] ?? 0;
        rows += slot < REMOVED ? 1 : -1;
        if (slot < REMOVED && !dead.has(slot)) old[used++] = slot;
      }
    }
    if (counted[block] === 1) used = oldStarts[block] ?? 0;
    before[block] = rows;
    oldStarts[block + 1] = used;
  }
  return { before, counted, old, oldStarts };
}

type Groups = {
  /** Distinct keys, ascending. */
  readonly keys: Uint32Array;
  /** Where each key's rows begin in `members`, and where the last one's end. */
  readonly starts: Uint32Array;
  readonly members: Uint32Array;
};

function groupKeys({ fresh, gone, also }: KeyChange, stride: number, width: 2 | 4): Groups {
  const all = new Uint32Array(fresh.length + gone.length + also.length);
  all.set(fresh);
  all.set(gone, fresh.length);
  all.set(also, fresh.length + gone.length);
  const rows = all.length / stride;
  const entries = new Uint32Array(rows * (width + 1));
  let used = 0;
  for (let row = 0; row < rows; row++) {
    const from = row * stride;
    // The second half of a hash is never 0 but where there is no key.
    if ((all[from + width - 1] ?? 0) === 0) continue;
    for (let word = 0; word < width; word++) entries[used++] = all[from + word] ?? 0;
    entries[used++] = row;
  }
  const { words } = sortedWords(entries.subarray(0, used), width + 1, width);
  const count = used / (width + 1);
  const keys = new Uint32Array(count * width);
  const starts = new Uint32Array(count + 1);
  const members = new Uint32Array(count);
  let blocks = 0;
  for (let entry = 0; entry < count; entry++) {
    const from = entry * (width + 1);
    let same = entry > 0;
    for (let word = 0; same && word < width; word++)
      same = words[from + word] === words[from - width - 1 + word];
    if (!same) {
      for (let word = 0; word < width; word++) keys[blocks * width + word] = words[from + word] ?? 0;
      starts[blocks++] = entry;
    }
    members[entry] = words[from + width] ?? 0;
  }
  starts[blocks] = count;
  return {
    keys: keys.slice(0, blocks * width),
    starts: starts.slice(0, blocks + 1),
    members,
  };
}
