import { hashOf } from './seeded.ts';

/** Rows of pairs; `left[i] !== right[i]`. */
export type Pairs = { readonly left: Uint32Array; readonly right: Uint32Array };

export type RandomPairsOf = {
  readonly rows: number;
  /** Index of the input of each row: then a pair is of one row of each of two inputs. */
  readonly inputs?: Uint8Array | undefined;
  readonly seed: number;
};

/** Draws that may fail to give a pair (both rows of one input), for each pair that is asked for. */
const DRAWS_PER_PAIR = 8;

/** How many pairs there are at all. */
export function possiblePairs({ rows, inputs }: Omit<RandomPairsOf, 'seed'>): number {
  if (!inputs) return (rows * (rows - 1)) / 2;
  const perInput = new Map<number, number>();
  for (const input of inputs) perInput.set(input, (perInput.get(input) ?? 0) + 1);
  let within = 0;
  for (const count of perInput.values()) within += (count * (count - 1)) / 2;
  return (rows * (rows - 1)) / 2 - within;
}

/**
 * Pairs number `from` to `from + count` of a seeded stream of random pairs: the stream does not depend on how it is
 * cut. If `count` reaches the number of all pairs, each pair once.
 */
export function randomPairs(of: RandomPairsOf, count: number, from = 0): Pairs {
  if (count >= possiblePairs(of)) return allPairs(of);
  const { rows, inputs, seed } = of;
  const left = new Uint32Array(count);
  const right = new Uint32Array(count);
  let filled = 0;
  for (let i = 0; i < count; i++) {
    for (let draw = 0; draw < DRAWS_PER_PAIR; draw++) {
      const at = (from + i) * DRAWS_PER_PAIR + draw;
      const a = hashOf(seed, 2 * at) % rows;
      const b = hashOf(seed, 2 * at + 1) % rows;
      if (a === b || (inputs && inputs[a] === inputs[b])) continue;
      left[filled] = Math.min(a, b);
      right[filled++] = Math.max(a, b);
      break;
    }
  }
  return { left: left.subarray(0, filled), right: right.subarray(0, filled) };
}

function allPairs({ rows, inputs }: RandomPairsOf): Pairs {
  const count = possiblePairs({ rows, inputs });
  const left = new Uint32Array(count);
  const right = new Uint32Array(count);
  let filled = 0;
  for (let a = 0; a < rows; a++)
    for (let b = a + 1; b < rows; b++) {
      if (inputs && inputs[a] === inputs[b]) continue;
      left[filled] = a;
      right[filled++] = b;
    }
  return { left, right };
}

/** Without pairs of one input, if there are several. */
export function acrossInputs(pairs: Pairs, inputs: Uint8Array | undefined): Pairs {
  if (!inputs) return pairs;
  const kept = [...pairs.left.keys()].filter(
    (i) => inputs[pairs.left[i] ?? 0] !== inputs[pairs.right[i] ?? 0],
  );
  return {
    left: Uint32Array.from(kept, (i) => pairs.left[i] ?? 0),
    right: Uint32Array.from(kept, (i) => pairs.right[i] ?? 0),
  };
}
