import { addEdges, confidenceOf, noCertainty } from './certainty.ts';
import type { CloserLook } from './closer-look.ts';
import { componentsOf } from './components.ts';
import { contestedOf } from './contested.ts';
import { decidedGroups } from './decisions.ts';
import { forbiddenWithin } from './forbidden.ts';
import { type LargeComponent, limitComponents } from './limit-components.ts';
import { openComponents, sizesOf } from './open-components.ts';
import type { Pairs, WeighedPairs } from './weighed-pairs.ts';

export type OpenClustersInput = {
  readonly rows: number;
  readonly edges: WeighedPairs;
  /** Pairs of at least so many bits are links. */
  readonly thresholdBits: number;
  /** Whether pairs that are no edges can be weighed. */
  readonly weighable: boolean;
  /** `average`: all pairs have a say, if they can be weighed. `single`: links alone, as far as nothing forbids it. */
  readonly linkage?: 'average' | 'single' | undefined;
  /** Pairs that people decided are one, or are not. Both always hold. */
  readonly mustLink?: Pairs | undefined;
  readonly cannotLink?: Pairs | undefined;
  /** Rows of the largest component of which all pairs are weighed. */
  readonly largestComponent?: number | undefined;
};

/** Entities are the components of links until a closer look was taken at those that are contested. */
export type OpenClusters = CloserLook & {
  /** Components that were cut before a closer look. */
  readonly large: readonly LargeComponent[];
};

export type Clusters = {
  /** Per row the smallest row of its entity. */
  readonly entity: Int32Array;
  /** Per row, 0 … 1: see `confidenceOf`. */
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
 * Components of links (looser ones would find no more: F1 within .0003 on fake_20000 down to −6 bits), and which of them
 * need a closer look. Throws ContradictingDecisions.
 */
export function openClusters(input: OpenClustersInput): OpenClusters {
  const { rows, edges, thresholdBits, weighable, mustLink = NO_PAIRS, cannotLink = NO_PAIRS } = input;
  const decided =
    mustLink.count + cannotLink.count > 0 ? decidedGroups(rows, mustLink, cannotLink) : undefined;
  const loose = componentsOf(rows, edges, thresholdBits, mustLink);
  const largest = weighable ? (input.largestComponent ?? LARGEST_COMPONENT) : rows;
  const looseSizes = sizesOf(loose);
  const { component, large } = limitComponents(loose, looseSizes, edges, decided, largest, thresholdBits);
  const sizes = large.length === 0 ? looseSizes : sizesOf(component);
  const open = openComponents(component, { sizes, edges, thresholdBits, weighable, decided, cannotLink });
  const contested = contestedOf(component, open);
  const entity = new Int32Array(new SharedArrayBuffer(4 * rows));
  entity.set(component);
  return {
    contested,
    rules: {
      thresholdBits,
      floorBits: weighable && input.linkage !== 'single' ? FLOOR_BITS : Number.NEGATIVE_INFINITY,
      decided,
    },
    forbidden: forbiddenWithin(contested, cannotLink),
    entity,
    certainty: noCertainty(rows),
    large,
  };
}

/** What there is once all contested components were looked at. */
export function closeClusters(opened: OpenClusters, edges: WeighedPairs): Clusters {
  const { contested, rules, entity, certainty, large } = opened;
  addEdges(certainty, edges, entity, contested, rules.decided);
  return { entity, confidence: confidenceOf(certainty), large };
}
