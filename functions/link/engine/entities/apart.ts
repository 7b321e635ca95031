import type { Encoded } from '../encode/encoded.ts';
import type { Model } from '../model/model.ts';
import { eachPattern } from '../score/each-pattern.ts';
import type { Edges } from '../score/edges.ts';
import type { Kernel } from '../score/kernel/kernel.ts';
import type { Pool } from '../threads/pool.ts';
import { defineTask } from '../threads/task.ts';
import { evidenceOf } from './evidence.ts';
import type { ApartRule } from './household.ts';

/**
 * Whether a rule keeps two rows apart whose pattern of levels stands at `at` of `words`. Throws RangeError for a rule
 * that names no comparison of the model.
 */
export function apartTest(
  encoded: Encoded,
  model: Model,
  rules: readonly ApartRule[],
): (words: Uint32Array, at: number, left: number, right: number) => boolean {
  const evidence = evidenceOf(encoded, model.comparisons);
  const pairs = rules.map((names) =>
    names.map((name) => {
      const found = evidence.find(({ comparison }) => comparison.name === name);
      if (!found) throw new RangeError(`the model has no comparison ${name}`);
      return found;
    }),
  );
  return (words, at, left, right) =>
    pairs.some((both) => both.every(({ isAgainst }) => isAgainst(words, at, left, right)));
}

/** Pairs that are worth a thread. */
const CHUNK = 50_000;

/**
 * The edges, −Infinity for pairs that a rule keeps apart. Only pairs within a component need be asked, as the others
 * join nobody. `component`: per row, over all links.
 */
export async function keptApart(
  edges: Edges,
  component: Int32Array,
  rules: readonly ApartRule[],
  { encoded, model, kernel, pool }: { encoded: Encoded; model: Model; kernel: Kernel; pool: Pool },
): Promise<Edges> {
  const within = edgesWithin(edges, component);
  const bits = new Float64Array(new SharedArrayBuffer(8 * edges.count));
  bits.set(edges.bits);
  const orders: ApartOrder[] = [];
  for (let from = 0; from < within.at.length; from += CHUNK)
    orders.push({
      encoded,
      model,
      kernel,
      rules,
      within,
      bits,
      from,
      to: Math.min(from + CHUNK, within.at.length),
    });
  await pool.run(setApart, orders);
  return { ...edges, bits };
}

/** Edges within a component, and where each stands among all. */
type Within = { readonly at: Uint32Array; readonly left: Uint32Array; readonly right: Uint32Array };

function edgesWithin({ count, left, right }: Edges, component: Int32Array): Within {
  const at = new Uint32Array(new SharedArrayBuffer(4 * count));
  let used = 0;
  for (let edge = 0; edge < count; edge++)
    if (component[left[edge] ?? 0] === component[right[edge] ?? 0]) at[used++] = edge;
  if (used === count) return { at, left, right };
  const take = (of: Uint32Array): Uint32Array => {
    const taken = new Uint32Array(new SharedArrayBuffer(4 * used));
    for (let edge = 0; edge < used; edge++) taken[edge] = of[at[edge] ?? 0] ?? 0;
    return taken;
  };
  return { at: at.subarray(0, used), left: take(left), right: take(right) };
}

type ApartOrder = {
  readonly encoded: Encoded;
  readonly model: Model;
  readonly kernel: Kernel;
  readonly rules: readonly ApartRule[];
  readonly within: Within;
  /** Of all edges; written into. */
  readonly bits: Float64Array;
  readonly from: number;
  readonly to: number;
};

export const setApart = defineTask(import.meta.url, 'setApart', (order: ApartOrder): void => {
  const { encoded, model, kernel, rules, within, bits, from, to } = order;
  const isApart = apartTest(encoded, model, rules);
  eachPattern(kernel, within, from, to, (pair, words, at) => {
    if (isApart(words, at, within.left[pair] ?? 0, within.right[pair] ?? 0))
      bits[within.at[pair] ?? 0] = Number.NEGATIVE_INFINITY;
  });
});
