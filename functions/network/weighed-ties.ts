import type { TieList } from './tie-list.ts';
import { TIE_RULES } from './tie-rules.ts';

/** Weights are whole millionths, so that sums do not depend on the order of the addends. */
export const WEIGHT_UNIT = 1_000_000;

/** Undirected edges between numbered nodes; each pair once, `left` < `right`, in order of both. */
export type Edges = {
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Millionths. */
  readonly weight: Float64Array;
};

/**
 * Ties with their weights, hubs cut and shared out by the rules. An event's own size damps nothing: its parts are
 * named, not drawn. Several rules that tie the same two add up.
 */
export function weighedTies({ ids, left, right, rules }: TieList): Edges {
  const rows = TIE_RULES.length;
  const others = new Int32Array(ids.length * rows);
  const count = (node: number, rule: number): void => {
    others[node * rows + rule] = (others[node * rows + rule] ?? 0) + 1;
  };
  for (const [at, rule] of rules.entries()) {
    count(left[at] ?? 0, rule);
    count(right[at] ?? 0, rule);
  }
  const a: number[] = [];
  const b: number[] = [];
  const weights: number[] = [];
  for (const [at, place] of rules.entries()) {
    const rule = TIE_RULES[place];
    const from = left[at] ?? 0;
    const to = right[at] ?? 0;
    const ofFrom = others[from * rows + place] ?? 0;
    const ofTo = others[to * rows + place] ?? 0;
    if (!rule || Math.max(ofFrom, ofTo) > rule.atMost) continue;
    const by = rule.shared === 'full' ? 1 : rule.event === null ? Math.max(ofFrom, ofTo) : ofTo;
    a.push(from);
    b.push(to);
    weights.push(Math.round((rule.weight * WEIGHT_UNIT) / by));
  }
  return mergedEdges(a, b, weights);
}

/** The same pair more than once becomes one edge of their summed weight. */
export function mergedEdges(a: readonly number[], b: readonly number[], weights: readonly number[]): Edges {
  const keys = Float64Array.from(a, (one, at) => {
    const other = b[at] ?? 0;
    return Math.min(one, other) * NODES + Math.max(one, other);
  });
  const places = new Map<number, number>();
  for (const key of keys.toSorted()) if (!places.has(key)) places.set(key, places.size);
  const left = new Int32Array(places.size);
  const right = new Int32Array(places.size);
  const weight = new Float64Array(places.size);
  for (const [key, place] of places) {
    left[place] = Math.floor(key / NODES);
    right[place] = key % NODES;
  }
  for (const [at, key] of keys.entries()) {
    const place = places.get(key) ?? 0;
    weight[place] = (weight[place] ?? 0) + (weights[at] ?? 0);
  }
  return { left, right, weight };
}

/** More nodes than any town has; squared, they stay within a double's whole numbers. */
const NODES = 2 ** 26;
