/** Dense numbers 0 … count − 1, one per row; −1: unknown. */
export type Labels = { readonly of: Int32Array; readonly count: number };

/**
 * One label per distinct combination: rows have the same if and only if they have the same in every one. A row that
 * does not know one of them (−1) does not know the combination.
 */
export function jointLabels(labels: readonly [Int32Array, ...(Int32Array | Uint8Array)[]]): Labels {
  const [first, ...others] = labels;
  return others.reduce<Labels>((joint, other) => joined(joint.of, other), dense(first));
}

const dense = (labels: Int32Array): Labels => joined(labels, new Uint8Array(labels.length));

/** Open addressing; the table holds, per slot, 1 + the first row of a combination. */
function joined(one: Int32Array, other: Int32Array | Uint8Array): Labels {
  const rows = one.length;
  const slots = 2 ** Math.ceil(Math.log2(2 * rows + 2));
  const table = new Int32Array(slots);
  const of = new Int32Array(rows).fill(-1);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const a = one[row] ?? -1;
    const b = other[row] ?? -1;
    if (a < 0 || b < 0) continue;
    let slot = mixed(a, b) & (slots - 1);
    for (;;) {
      const held = table[slot] ?? 0;
      if (held === 0) {
        table[slot] = row + 1;
        of[row] = count++;
        break;
      }
      if (one[held - 1] === a && other[held - 1] === b) {
        of[row] = of[held - 1] ?? -1;
        break;
      }
      slot = (slot + 1) & (slots - 1);
    }
  }
  return { of, count };
}

/** Multipliers of MurmurHash3's finalizer (Appleby 2008, public domain). */
function mixed(a: number, b: number): number {
  let hash = Math.imul(a, 0x85ebca6b) ^ Math.imul(b + 1, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Rows per label. */
export function sizesOf({ of, count }: Labels): Int32Array {
  const sizes = new Int32Array(count);
  for (const label of of) if (label >= 0) sizes[label] = (sizes[label] ?? 0) + 1;
  return sizes;
}

/** Pairs of rows with the same label. */
export const pairsWithin = (labels: Labels): number =>
  sizesOf(labels).reduce((pairs, size) => pairs + (size * (size - 1)) / 2, 0);
