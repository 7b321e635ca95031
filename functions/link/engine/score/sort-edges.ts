import { emptyEdges } from './edge-list.ts';
import type { Edges } from './edges.ts';

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/** Joins edges that were found apart, in order of left row, then right row: the same whoever found which first. */
export function sortEdges(parts: readonly Edges[]): Edges {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const joined = emptyEdges(count);
  let at = 0;
  for (const part of parts) {
    joined.left.set(part.left.subarray(0, part.count), at);
    joined.right.set(part.right.subarray(0, part.count), at);
    joined.bits.set(part.bits.subarray(0, part.count), at);
    at += part.count;
  }
  let order = Uint32Array.from({ length: count }, (_, i) => i);
  for (const keys of [joined.right, joined.left]) order = orderBy(order, keys);
  const sorted = emptyEdges(count);
  for (let i = 0; i < count; i++) {
    const from = order[i] ?? 0;
    sorted.left[i] = joined.left[from] ?? 0;
    sorted.right[i] = joined.right[from] ?? 0;
    sorted.bits[i] = joined.bits[from] ?? 0;
  }
  return sorted;
}

/** A stable radix sort, 11 bits a pass. */
function orderBy(order: Uint32Array<ArrayBuffer>, keys: Uint32Array): Uint32Array<ArrayBuffer> {
  let most = 0;
  for (const key of keys) if (key > most) most = key;
  let sorted = order;
  for (let shift = 0; shift < 32 && most >>> shift > 0; shift += DIGIT_BITS) {
    const next = new Uint32Array(DIGITS + 1);
    for (const key of keys) {
      const digit = (key >>> shift) & (DIGITS - 1);
      next[digit + 1] = (next[digit + 1] ?? 0) + 1;
    }
    for (let digit = 0; digit < DIGITS; digit++)
      next[digit + 1] = (next[digit + 1] ?? 0) + (next[digit] ?? 0);
    const target = new Uint32Array(order.length);
    for (const at of sorted) {
      const digit = ((keys[at] ?? 0) >>> shift) & (DIGITS - 1);
      const place = next[digit] ?? 0;
      target[place] = at;
      next[digit] = place + 1;
    }
    sorted = target;
  }
  return sorted;
}
