import type { Encoded } from '../encode/encoded.ts';
import { fieldOf } from '../encode/encoded.ts';
import type { Model } from '../model/model.ts';
import { bitsOf, levelBits } from '../score/bits.ts';
import type { Edges } from '../score/edges.ts';
import { hashOf } from '../training/seeded.ts';

/** `contradicted`: share of pairs that weigh less than a link, within components of three rows and more. */
export type Contradictions = { readonly contradicted: number; readonly expected: number };

const MOST_PAIRS = 10_000;
const MOST_LINKS = 5000;
const DRAWS = 20_000;

/**
 * How often components contradict themselves, and how often they would if all of them were right: P(W < threshold |
 * one entity), drawn from the model's own m. If the two are about equal, pairs that weigh little are mistakes in
 * records that are one by way of others, and components are to be trusted; if there are many more, links join what is
 * not one. Needs no truth. `weigh`: bits of given pairs.
 */
export function contradictionsOf(
  encoded: Encoded,
  model: Model,
  edges: Edges,
  component: Int32Array,
  weigh: (pairs: Pairs) => Float64Array,
): Contradictions {
  const thresholdBits = bitsOf(model.threshold);
  const pairs = pairsWithin(component);
  const bits = pairs.count === 0 ? new Float64Array() : weigh(pairs);
  const low = bits.reduce((count, each) => (each < thresholdBits ? count + 1 : count), 0);
  return {
    contradicted: bits.length === 0 ? 0 : low / bits.length,
    expected: chanceOfMiss(model, unknownShares(encoded, model, edges, thresholdBits), thresholdBits),
  };
}

type Pairs = { readonly count: number; readonly left: Uint32Array; readonly right: Uint32Array };

/** Pairs of rows of one component of three rows or more; evenly taken from all of them if they are too many. */
function pairsWithin(component: Int32Array): Pairs {
  const { starts, rows } = rowsByComponent(component);
  const before = new Float64Array(starts.length);
  for (let at = 0; at + 1 < starts.length; at++) {
    const size = (starts[at + 1] ?? 0) - (starts[at] ?? 0);
    before[at + 1] = (before[at] ?? 0) + (size * (size - 1)) / 2;
  }
  const all = before.at(-1) ?? 0;
  const count = Math.min(all, MOST_PAIRS);
  const left = new Uint32Array(count);
  const right = new Uint32Array(count);
  let at = 0;
  for (let taken = 0; taken < count; taken++) {
    const number = Math.floor((taken * all) / count);
    while ((before[at + 1] ?? Number.POSITIVE_INFINITY) <= number) at++;
    // Number n of the pairs (0, 1), (0, 2), (1, 2), (0, 3) …
    const n = number - (before[at] ?? 0);
    const high = Math.floor((1 + Math.sqrt(1 + 8 * n)) / 2);
    left[taken] = rows[(starts[at] ?? 0) + n - (high * (high - 1)) / 2] ?? 0;
    right[taken] = rows[(starts[at] ?? 0) + high] ?? 0;
  }
  return { count, left, right };
}

function rowsByComponent(component: Int32Array): {
  readonly starts: readonly number[];
  readonly rows: Int32Array;
} {
  const size = new Int32Array(component.length);
  for (let row = 0; row < component.length; row++) {
    const root = component[row] ?? 0;
    size[root] = (size[root] ?? 0) + 1;
  }
  const starts = [0];
  const next = new Int32Array(component.length);
  for (let root = 0; root < size.length; root++) {
    if ((size[root] ?? 0) < 3) continue;
    next[root] = starts.at(-1) ?? 0;
    starts.push((next[root] ?? 0) + (size[root] ?? 0));
  }
  const rows = new Int32Array(starts.at(-1) ?? 0);
  for (let row = 0; row < component.length; row++) {
    const root = component[row] ?? 0;
    if ((size[root] ?? 0) < 3) continue;
    const place = next[root] ?? 0;
    rows[place] = row;
    next[root] = place + 1;
  }
  return { starts, rows };
}

/** Per comparison the share of links of which one row does not know the field. */
function unknownShares(encoded: Encoded, model: Model, edges: Edges, thresholdBits: number): number[] {
  const step = Math.max(1, Math.floor(edges.count / MOST_LINKS));
  const columns = model.comparisons.map(({ field }) => fieldOf(encoded, field).codes);
  const unknown = columns.map(() => 0);
  let links = 0;
  for (let at = 0; at < edges.count; at += step) {
    if ((edges.bits[at] ?? 0) < thresholdBits) continue;
    links++;
    const left = edges.left[at] ?? 0;
    const right = edges.right[at] ?? 0;
    columns.forEach((codes, c) => {
      if ((codes[left] ?? -1) < 0 || (codes[right] ?? -1) < 0) unknown[c] = (unknown[c] ?? 0) + 1;
    });
  }
  return unknown.map((count) => count / Math.max(links, 1));
}

/** P(W < threshold | one entity): comparisons are independent of each other, as the model takes them to be. */
function chanceOfMiss(model: Model, unknown: readonly number[], thresholdBits: number): number {
  const levels = model.comparisons.map((comparison, c) => {
    let upTo = unknown[c] ?? 0;
    const known = 1 - upTo;
    return comparison.levels.map((level) => {
      upTo += known * level.m;
      return { upTo, bits: levelBits(level) };
    });
  });
  let missed = 0;
  for (let draw = 0; draw < DRAWS; draw++) {
    let bits = bitsOf(model.prior);
    levels.forEach((of, c) => {
      const drawn = hashOf(c, draw) / 2 ** 32;
      if (drawn >= (unknown[c] ?? 0)) bits += (of.find(({ upTo }) => drawn < upTo) ?? of.at(-1))?.bits ?? 0;
    });
    if (bits < thresholdBits) missed++;
  }
  return missed / DRAWS;
}
