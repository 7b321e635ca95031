import { mix } from '../training/seeded.ts';
import type { Column } from '../table/table.ts';

const SLOTS = 1 << 20;
const counts = new Int32Array(SLOTS);

/** Pairs of rows that know and agree on all columns; of up to some 50,000 rows, with few that only share a hash. */
export function countPairs(columns: readonly Column[], rows: number): number {
  const slots = new Int32Array(rows);
  let pairs = 0;
  for (let row = 0; row < rows; row++) {
    let key = 0;
    for (const { codes } of columns) {
      const code = codes[row] ?? -1;
      key = code < 0 ? -1 : mix(key ^ Math.imul(code + 1, 0x9e3779b1));
      if (key < 0) break;
    }
    const slot = key < 0 ? -1 : key & (SLOTS - 1);
    slots[row] = slot;
    if (slot < 0) continue;
    pairs += counts[slot] ?? 0;
    counts[slot] = (counts[slot] ?? 0) + 1;
  }
  for (const slot of slots) if (slot >= 0) counts[slot] = 0;
  return pairs;
}
