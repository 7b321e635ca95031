import { closerLook } from './closer-look.ts';
import { componentsOf } from './components.ts';
import { Confidence } from './confidence.ts';
import { contestedOf } from './contested.ts';
import { decidedGroups } from './decisions.ts';
import { type LargeComponent, limitComponents } from './limit-components.ts';
import { openComponents, sizesOf } from './open-components.ts';
import { ComponentPartition } from './partition-component.ts';
import type { Pairs, WeighedPairs } from './weighed-pairs.ts';

export type ClusterEdgesInput = {
  readonly rows: number;
  readonly edges: WeighedPairs;
  /** Pairs of at least so many bits are links. */
  readonly thresholdBits: number;
  /**
   * Bits of any pairs, −Infinity for those that are never one, NaN where nothing is known. Without it nothing but edges is known, and entities
   * are what links hold together, as far as nothing forbids it.
   */
  readonly weigh?: ((pairs: Pairs) => Float64Array) | undefined;
  /** `average`: all pairs have a say, if they can be weighed. `single`: links alone, as far as nothing forbids it. */
  readonly linkage?: 'average' | 'single' | undefined;
  /** Pairs that people decided are one, or are not. Both always hold. */
  readonly mustLink?: Pairs | undefined;
  readonly cannotLink?: Pairs | undefined;
  /** Rows of the largest component of which all pairs are weighed. */
  readonly largestComponent?: number | undefined;
};

export type Clusters = {
  /** Per row the smallest row of its entity. */
  readonly entity: Int32Array;
  /** Per row, 0 … 1: see `Confidence`. */
  readonly confidence: Float64Array;
  /** Components that were cut before a closer look. */
  readonly large: readonly LargeComponent[];
};

/**
 * By how much the average of two groups' pairs may stay under the threshold, if one of them is a link. Mistakes hit one
 * record hard and leave another alone, so that pairs of one entity are often no links. On records with many mistakes
 * (fake_1000, fake_20000, model learned from them) F1 of entities is .983 and .940 at 0, .993 and .955 at −3, .977 and
 * .928 at −9, .893 and .771 without a floor; on households it is .980 at 0 and .977 at −3 and below.
 */
const FLOOR_BITS = -3;
const LARGEST_COMPONENT = 500;
const NO_PAIRS: Pairs = { count: 0, left: new Uint32Array(), right: new Uint32Array() };

/**
 * Takes rows together into entities: components of links (looser ones would find no more: F1 within .0003 on fake_20000
 * down to −6 bits), of each all pairs weighed, and taken together again, the best pairs of groups first. The result does
 * not depend on the order of edges. Throws ContradictingDecisions.
 */
export function clusterEdges(input: ClusterEdgesInput): Clusters {
  const { rows, edges, thresholdBits, weigh, mustLink = NO_PAIRS, cannotLink = NO_PAIRS } = input;
  const decided =
    mustLink.count + cannotLink.count > 0 ? decidedGroups(rows, mustLink, cannotLink) : undefined;
  const loose = componentsOf(rows, edges, thresholdBits, mustLink);
  const largest = weigh ? (input.largestComponent ?? LARGEST_COMPONENT) : rows;
  const looseSizes = sizesOf(loose);
  const { component, large } = limitComponents(loose, looseSizes, edges, decided, largest, thresholdBits);
  const entity = component.slice();
  const confidence = new Confidence(rows, decided);
  const open = openComponents(component, {
    sizes: large.length === 0 ? looseSizes : sizesOf(component),
    edges,
    thresholdBits,
    weighable: weigh !== undefined,
    decided,
    cannotLink,
  });
  closerLook({
    contested: contestedOf(component, open, edges),
    edges,
    weigh,
    decided,
    cannotLink,
    component,
    partition: new ComponentPartition({
      thresholdBits,
      floorBits: weigh && input.linkage !== 'single' ? FLOOR_BITS : Number.NEGATIVE_INFINITY,
      decided,
    }),
    entity,
    confidence,
  });
  confidence.add(edges, entity);
  return { entity, confidence: confidence.means(), large };
}
