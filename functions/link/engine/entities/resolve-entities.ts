import { closerLook } from '#cluster/graph/closer-look.ts';
import { componentsOf } from '#cluster/graph/components.ts';
import { knownPairs } from '#cluster/graph/known-pairs.ts';
import {
  type Clusters,
  closeClusters,
  type OpenClusters,
  openClusters,
} from '#cluster/graph/open-clusters.ts';
import type { Pairs } from '#cluster/graph/weighed-pairs.ts';
import type { Encoded } from '../encode/encoded.ts';
import { largestBlock } from '../block/blocks.ts';
import type { EntityRules } from '../model/entity-rules.ts';
import type { Model } from '../model/model.ts';
import { bitsOf } from '../score/bits.ts';
import type { Edges } from '../score/edges.ts';
import { type Kernel, makeKernel } from '../score/kernel/kernel.ts';
import { splitBlocks } from '../score/split-blocks.ts';
import { kernelWeigher } from '../score/kernel-weigher.ts';
import { openPool, type Pool } from '../threads/pool.ts';
import { keptApart } from './apart.ts';
import { contradictionsOf } from './contradictions.ts';
import { householdRules } from './household.ts';
import { lookAtComponents } from './look-at-components.ts';

export type ResolveInput = {
  readonly encoded: Encoded;
  readonly model: Model;
  readonly edges: Edges;
  /** This thread alone if it is not said. */
  readonly pool?: Pool | undefined;
  /** That edges were found with, if it is still there: another one is made if it is not, or if components are too large for it. */
  readonly kernel?: Kernel | undefined;
  readonly mustLink?: Pairs | undefined;
  readonly cannotLink?: Pairs | undefined;
};

/** Components that contradict themselves so many times as often as mistakes explain are taken apart again. */
const LEAST_RATIO = 2;

export type Resolved = Clusters & {
  readonly rules: EntityRules;
  /** For people: one sentence per rule that was chosen; empty if the model said them. */
  readonly why: readonly string[];
};

/**
 * Takes rows together into entities, by the model's rules, or by rules that are chosen from the links themselves. The
 * same for any number of threads. Throws ContradictingDecisions, and RangeError for rules that name no comparison of
 * the model.
 */
export async function resolveEntities(input: ResolveInput): Promise<Resolved> {
  const { encoded, model, edges, mustLink, cannotLink } = input;
  const { rows } = encoded;
  const thresholdBits = bitsOf(model.threshold);
  const component = componentsOf(rows, edges, thresholdBits);
  const chosen = model.entities
    ? await byRules(input, model.entities, component)
    : await chooseRules(input, component);
  const { rules, why, kept } = chosen;
  const weighable = rules.apart.length > 0 || rules.linkage === 'average';
  const opened = openClusters({
    rows,
    edges: kept,
    thresholdBits,
    linkage: rules.linkage,
    weighable,
    mustLink,
    cannotLink,
  });
  const { contested } = opened;
  if (!weighable)
    closerLook(opened, 0, contested.count, knownPairs(contested, kept, opened.rules.decided, undefined));
  else if (contested.count > 0) await lookCloser(input, rules, opened);
  return { ...closeClusters(opened, kept), rules, why };
}

/** Rules, and the edges as they leave them. */
type Chosen = Pick<Resolved, 'rules' | 'why'> & { readonly kept: Edges };

async function byRules(input: ResolveInput, rules: EntityRules, component: Int32Array): Promise<Chosen> {
  return { rules, why: [], kept: await kept(input, rules.apart, component) };
}

async function kept(input: ResolveInput, apart: EntityRules['apart'], component: Int32Array): Promise<Edges> {
  if (apart.length === 0) return input.edges;
  const { encoded, model, pool = HERE } = input;
  return keptApart(input.edges, component, apart, { encoded, model, kernel: await kernelOf(input), pool });
}

async function lookCloser(input: ResolveInput, { apart }: EntityRules, look: OpenClusters): Promise<void> {
  const { encoded, model, pool = HERE } = input;
  const blocks = { rows: look.contested.rows, starts: look.contested.rowStart };
  const kernel = await kernelOf(input, largestBlock([blocks]));
  await pool.run(
    lookAtComponents,
    splitBlocks(blocks, pool.size).map((range) => ({ encoded, model, kernel, apart, look, ...range })),
  );
}

const HERE = openPool(1);

/** One that takes blocks of so many rows. */
async function kernelOf({ encoded, model, kernel, pool = HERE }: ResolveInput, rows = 2): Promise<Kernel> {
  if (kernel && kernel.own.capacity >= rows) return kernel;
  return makeKernel(encoded, model.comparisons, { skips: [], capacity: rows, pool });
}

/** `component`: per row, over all links. */
async function chooseRules(input: ResolveInput, component: Int32Array): Promise<Chosen> {
  const { encoded, model, edges } = input;
  const kernel = await kernelOf(input);
  const apart = householdRules(encoded, model, edges, kernel);
  const left = await kept({ ...input, kernel }, apart, component);
  const entity = componentsOf(encoded.rows, left, bitsOf(model.threshold));
  const { contradicted, expected } = contradictionsOf(
    encoded,
    model,
    edges,
    entity,
    kernelWeigher(encoded, model, kernel),
  );
  const linkage = contradicted > LEAST_RATIO * expected ? 'average' : 'single';
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
  return {
    kept: left,
    rules: { apart, linkage },
    why: [
      ...apart.map(
        ([date, other]) =>
          `entities: records that differ in ${date} and in ${other} are of two, for that is far commoner among links than mistakes are: members of a household`,
      ),
      `entities: ${percent(contradicted)} of the pairs within what links hold together are no links, where mistakes explain ${percent(expected)}: ${
        linkage === 'average'
          ? 'all pairs decide, not single links'
          : 'links decide, as contradictions are but mistakes'
      }`,
    ],
  };
}
