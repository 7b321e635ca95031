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
import { weighPairs } from '../score/weigh-pairs.ts';
import { openPool, type Pool } from '../threads/pool.ts';
import { apartTest, keptApart } from './apart.ts';
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
  const { rules, why } = model.entities
    ? { rules: model.entities, why: [] }
    : chooseRules(encoded, model, edges, component);
  const isApart = apartTest(encoded, model, rules.apart);
  const kept = rules.apart.length === 0 ? edges : keptApart(edges, component, isApart);
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
  if (weighable) await lookCloser(input, rules, opened);
  else
    closerLook(
      opened,
      0,
      opened.contested.count,
      knownPairs(opened.contested, kept, opened.rules.decided, undefined),
    );
  return { ...closeClusters(opened, kept), rules, why };
}

async function lookCloser(
  { encoded, model, kernel, pool = openPool(1) }: ResolveInput,
  { apart }: EntityRules,
  look: OpenClusters,
): Promise<void> {
  const { contested } = look;
  if (contested.count === 0) return;
  const blocks = { rows: contested.rows, starts: contested.rowStart };
  const capacity = largestBlock([blocks]);
  const able =
    kernel && kernel.own.capacity >= capacity
      ? kernel
      : await makeKernel(encoded, model.comparisons, { skips: [], capacity, pool });
  await pool.run(
    lookAtComponents,
    splitBlocks(blocks, pool.size).map((range) => ({ encoded, model, kernel: able, apart, look, ...range })),
  );
}

/** `component`: per row, over all links. */
function chooseRules(
  encoded: Encoded,
  model: Model,
  edges: Edges,
  component: Int32Array,
): Pick<Resolved, 'rules' | 'why'> {
  const apart = householdRules(encoded, model, edges);
  const kept = keptApart(edges, component, apartTest(encoded, model, apart));
  const entity = componentsOf(encoded.rows, kept, bitsOf(model.threshold));
  const { contradicted, expected } = contradictionsOf(encoded, model, edges, entity, (pairs) =>
    weighPairs(encoded, model, pairs),
  );
  const linkage = contradicted > LEAST_RATIO * expected ? 'average' : 'single';
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
  return {
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
