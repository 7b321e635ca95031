import { type Encoded, fieldOf } from '../encode/encoded.ts';
import type { Model } from '../model/model.ts';
import type { Edges } from '../score/edges.ts';
import { codesDiffer, speaksAgainst } from './evidence.ts';
import type { ApartRule } from './household.ts';

/** Whether a rule keeps two rows apart. Throws RangeError for a rule that names no comparison of the model. */
export function apartTest(
  encoded: Encoded,
  model: Model,
  rules: readonly ApartRule[],
): (left: number, right: number) => boolean {
  const pairs = rules.map((names) =>
    names.map((name) => {
      const comparison = model.comparisons.find((each) => each.name === name);
      if (!comparison) throw new RangeError(`the model has no comparison ${name}`);
      return { comparison, codes: fieldOf(encoded, comparison.field).codes };
    }),
  );
  // Whether texts differ is known at once, and of nearly all pairs one of the two texts is the same.
  return (left, right) =>
    pairs.some(
      (both) =>
        both.every(({ codes }) => codesDiffer(codes, left, right)) &&
        both.every(({ comparison }) => speaksAgainst(encoded, comparison, left, right)),
    );
}

/**
 * The edges, −Infinity for pairs that a rule keeps apart. Only pairs within a component are asked: the others join
 * nobody. `component`: per row, over all links.
 */
export function keptApart(
  edges: Edges,
  component: Int32Array,
  isApart: (left: number, right: number) => boolean,
): Edges {
  const bits = edges.bits.slice();
  for (let at = 0; at < edges.count; at++) {
    const left = edges.left[at] ?? 0;
    const right = edges.right[at] ?? 0;
    if (component[left] === component[right] && isApart(left, right)) bits[at] = Number.NEGATIVE_INFINITY;
  }
  return { ...edges, bits };
}
