import type { Edges } from '../score/edges.ts';
import { type Ratios, ratiosOf } from './ratios.ts';

/** `threshold` as a probability: what is said of the pairs of at least that. */
export type AtThreshold = Ratios & { readonly threshold: number };

/** W of a probability: log2(p / (1 − p)). */
export const bitsOf = (probability: number): number => Math.log2(probability / (1 - probability));

const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -bits);

/**
 * Pairs at the model's own threshold, and at the threshold with the best F1 of all (ties: the highest).
 * `truth`: −1 where unknown; such rows are not judged. `inputs`: pairs within one are not asked for. `truePairs`: all
 * that are to be found, those that blocking lost too.
 */
export function evaluatePairs(
  edges: Edges,
  truth: Int32Array,
  inputs: Uint8Array | undefined,
  truePairs: number,
  threshold: number,
): { readonly fixed: AtThreshold; readonly best: AtThreshold } {
  const { right, wrong } = sorted(edges, truth, inputs);
  const least = bitsOf(threshold);
  const rightAt = atLeast(right, least);
  const fixed = { threshold, ...ratiosOf(rightAt, rightAt + atLeast(wrong, least), truePairs) };
  let best: AtThreshold = { threshold: 1, ...ratiosOf(0, 0, truePairs) };
  let found = 0;
  let said = 0;
  // Down from the heaviest: pairs of one weight come in together.
  while (found < right.length || said - found < wrong.length) {
    const nextRight = right[right.length - 1 - found] ?? Number.NEGATIVE_INFINITY;
    const nextWrong = wrong[wrong.length - 1 - (said - found)] ?? Number.NEGATIVE_INFINITY;
    const bits = Math.max(nextRight, nextWrong);
    while (found < right.length && right[right.length - 1 - found] === bits) {
      found++;
      said++;
    }
    while (said - found < wrong.length && wrong[wrong.length - 1 - (said - found)] === bits) said++;
    const f1 = (2 * found) / (said + truePairs);
    if (f1 > best.f1) best = { threshold: probabilityOf(bits), ...ratiosOf(found, said, truePairs) };
  }
  return { fixed, best };
}

/** Weights of true and of false pairs, ascending: plain numbers sort without a comparison function. */
function sorted(
  edges: Edges,
  truth: Int32Array,
  inputs: Uint8Array | undefined,
): { readonly right: Float64Array; readonly wrong: Float64Array } {
  const ofTrue = new Float64Array(edges.count);
  const ofFalse = new Float64Array(edges.count);
  let trues = 0;
  let falses = 0;
  for (let at = 0; at < edges.count; at++) {
    const left = edges.left[at] ?? -1;
    const right = edges.right[at] ?? -1;
    const one = truth[left] ?? -1;
    const other = truth[right] ?? -1;
    if (one < 0 || other < 0 || (inputs && inputs[left] === inputs[right])) continue;
    const bits = edges.bits[at] ?? Number.NEGATIVE_INFINITY;
    if (one === other) ofTrue[trues++] = bits;
    else ofFalse[falses++] = bits;
  }
  return { right: ofTrue.slice(0, trues).sort(), wrong: ofFalse.slice(0, falses).sort() };
}

/** How many of ascending numbers are at least `least`. */
function atLeast(ascending: Float64Array, least: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return ascending.length - low;
}
