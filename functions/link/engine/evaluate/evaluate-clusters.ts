import { jointLabels, pairsWithin, sizesOf } from './joint-labels.ts';
import { type Ratios, ratiosOf } from './ratios.ts';

export type ClusterFigures = Ratios & { readonly b3: Ratios };

/**
 * The partition against the truth: pairs of rows that are together, and B³ (Bagga and Baldwin 1998, "Algorithms for
 * Scoring Coreference Chains"): per row the share of its entity that is right and the share of its true entity that was
 * found, averaged over rows. Rows whose truth is unknown (−1) are not judged and count for nobody.
 *
 * `inputs`: only pairs across inputs are counted; B³ is over all rows.
 */
export function evaluateClusters(
  truth: Int32Array,
  entity: Int32Array,
  inputs: Uint8Array | undefined,
): ClusterFigures {
  const judged = entity.map((label, row) => ((truth[row] ?? -1) < 0 ? -1 : label));
  const ratios = ratiosOf(
    countPairs([truth, judged], inputs),
    countPairs([judged], inputs),
    countPairs([truth], inputs),
  );
  return { ...ratios, b3: bCubed(truth, judged) };
}

/** Pairs that agree on all labels, of different inputs if inputs are told apart. */
export function countPairs(
  labels: readonly [Int32Array, ...Int32Array[]],
  inputs: Uint8Array | undefined,
): number {
  const all = pairsWithin(jointLabels(labels));
  return inputs ? all - pairsWithin(jointLabels([...labels, inputs])) : all;
}

function bCubed(truth: Int32Array, entity: Int32Array): Ratios {
  const classes = jointLabels([truth]);
  const clusters = jointLabels([entity]);
  const cells = jointLabels([classes.of, clusters.of]);
  const classSize = sizesOf(classes);
  const clusterSize = sizesOf(clusters);
  const cellSize = sizesOf(cells);
  let rows = 0;
  let precision = 0;
  let recall = 0;
  cells.of.forEach((cell, row) => {
    if (cell < 0) return;
    const together = cellSize[cell] ?? 0;
    rows++;
    precision += together / (clusterSize[clusters.of[row] ?? -1] ?? 1);
    recall += together / (classSize[classes.of[row] ?? -1] ?? 1);
  });
  if (rows === 0) return { precision: 1, recall: 1, f1: 1 };
  const mean = { precision: precision / rows, recall: recall / rows };
  return { ...mean, f1: (2 * mean.precision * mean.recall) / (mean.precision + mean.recall) };
}
