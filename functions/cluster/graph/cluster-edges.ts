import { componentsOf } from './components.ts';
import { confidenceOf } from './confidence.ts';
import type { Pairs, WeighedPairs } from './weighed-pairs.ts';

export type ClusterEdgesInput = {
  readonly rows: number;
  readonly edges: WeighedPairs;
  /** Pairs of at least so many bits are links. */
  readonly thresholdBits: number;
  /** Pairs that people decided are one. */
  readonly mustLink?: Pairs;
};

export type Clusters = {
  /** Per row the smallest row of its entity. */
  readonly entity: Int32Array;
  /** Per row, 0 … 1: see `confidenceOf`. */
  readonly confidence: Float64Array;
};

/** Takes rows together into entities. The result does not depend on the order of edges. */
export function clusterEdges(input: ClusterEdgesInput): Clusters {
  const entity = componentsOf(input.rows, input.edges, input.thresholdBits, input.mustLink);
  return { entity, confidence: confidenceOf(entity, [input.edges]) };
}
