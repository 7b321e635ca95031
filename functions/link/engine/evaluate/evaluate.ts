import type { BlockingRule } from '../model/blocking-rule.ts';
import type { Edges } from '../score/edges.ts';
import type { Column } from '../table/table.ts';
import { blocksOf, countFound } from './candidates.ts';
import { type ClusterFigures, countPairs, evaluateClusters } from './evaluate-clusters.ts';
import { type AtThreshold, evaluatePairs } from './evaluate-pairs.ts';

export type EvaluateInput = {
  /** Per row the number of its true entity; −1: unknown, the row is not judged. */
  readonly truth: Int32Array;
  /** Index of the input of each row, if pairs within one input are not asked for. */
  readonly inputs?: Uint8Array | undefined;
  readonly edges: Edges;
  /** Per row the smallest row of its entity. */
  readonly entity: Int32Array;
  readonly model: { readonly threshold: number; readonly blocking: readonly BlockingRule[] };
  /** The encoded fields of the model by name. */
  readonly fieldOf: (name: string) => Column;
};

export type Evaluation = {
  readonly pairs: { readonly fixed: AtThreshold; readonly best: AtThreshold };
  readonly clusters: ClusterFigures;
  /** Share of true pairs that any blocking rule brings together; 1 if there are none. */
  readonly blockingRecall: number;
};

/** Holds edges and entities against the truth. True pairs that blocking lost are misses. */
export function evaluate(input: EvaluateInput): Evaluation {
  const { truth, inputs, edges, entity, model } = input;
  const truePairs = countPairs([truth], inputs);
  const found = countFound(truth, inputs, blocksOf(model.blocking, input.fieldOf));
  return {
    pairs: evaluatePairs(edges, truth, inputs, truePairs, model.threshold),
    clusters: evaluateClusters(truth, entity, inputs),
    blockingRecall: truePairs === 0 ? 1 : found / truePairs,
  };
}
