import { closerLook } from './closer-look.ts';
import { knownPairs } from './known-pairs.ts';
import { type Clusters, closeClusters, openClusters, type OpenClustersInput } from './open-clusters.ts';
import type { Pairs } from './weighed-pairs.ts';

export type ClusterEdgesInput = Omit<OpenClustersInput, 'weighable'> & {
  /**
   * Bits of any pairs, −Infinity for those that are never one, NaN where nothing is known. Without it nothing but edges is known, and entities
   * are what links hold together, as far as nothing forbids it.
   */
  readonly weigh?: ((pairs: Pairs) => Float64Array) | undefined;
};

/**
 * Takes rows together into entities: components of links, of each all pairs weighed, and taken together again, the best
 * pairs of groups first. The result does not depend on the order of edges. Throws ContradictingDecisions.
 */
export function clusterEdges({ weigh, ...input }: ClusterEdgesInput): Clusters {
  const opened = openClusters({ ...input, weighable: weigh !== undefined });
  const { contested, rules } = opened;
  closerLook(opened, 0, contested.count, knownPairs(contested, input.edges, rules.decided, weigh));
  return closeClusters(opened, input.edges);
}
