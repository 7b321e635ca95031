import { type Clusters, clusterEdges } from '#cluster/graph/cluster-edges.ts';
import type { Linkage } from '#cluster/graph/contract.ts';
import type { Pairs } from '#cluster/graph/weighed-pairs.ts';
import type { Encoded } from '../encode/encoded.ts';
import type { Model } from '../model/model.ts';
import { bitsOf } from '../score/bits.ts';
import type { Edges } from '../score/edges.ts';
import { weighPairs } from '../score/weigh-pairs.ts';
import { apartTest, keptApart } from './apart.ts';
import { type ApartRule, householdRules } from './household.ts';
import { contradictionsOf } from './contradictions.ts';

/** How links become entities. Chosen once for a model and kept with it, so that later runs take rows together alike. */
export type EntityRules = {
  readonly apart: readonly ApartRule[];
  /** By all pairs of a component, or by its links alone. */
  readonly linkage: Linkage;
  /** For people: one sentence per choice. */
  readonly why: readonly string[];
};

export type ResolveInput = {
  readonly encoded: Encoded;
  readonly model: Model;
  readonly edges: Edges;
  /** As they were chosen before; chosen anew if not given. */
  readonly rules?: EntityRules | undefined;
  readonly mustLink?: Pairs | undefined;
  readonly cannotLink?: Pairs | undefined;
};

/** Components that contradict themselves so many times as often as mistakes explain are taken apart again. */
const LEAST_RATIO = 2;

/** Takes rows together into entities, by rules that are chosen from the links themselves. Throws ContradictingDecisions. */
export function resolveEntities(input: ResolveInput): Clusters & { readonly rules: EntityRules } {
  const { encoded, model, edges, mustLink, cannotLink } = input;
  const thresholdBits = bitsOf(model.threshold);
  const rules = input.rules ?? chooseRules(encoded, model, edges);
  const isApart = apartTest(encoded, model, rules.apart);
  const clusters = clusterEdges({
    rows: encoded.rows,
    edges: rules.apart.length === 0 ? edges : keptApart(edges, thresholdBits, isApart),
    thresholdBits,
    linkage: rules.linkage,
    weigh:
      rules.apart.length === 0 && rules.linkage === 'single' ? undefined : weigher(encoded, model, isApart),
    mustLink,
    cannotLink,
  });
  return { ...clusters, rules };
}

/** Weighs pairs; −Infinity for those that a rule keeps apart. */
const weigher =
  (encoded: Encoded, model: Model, isApart: (left: number, right: number) => boolean) =>
  (pairs: Pairs): Float64Array => {
    const bits = weighPairs(encoded, model, pairs);
    for (let at = 0; at < pairs.count; at++)
      if (isApart(pairs.left[at] ?? 0, pairs.right[at] ?? 0)) bits[at] = Number.NEGATIVE_INFINITY;
    return bits;
  };

function chooseRules(encoded: Encoded, model: Model, edges: Edges): EntityRules {
  const thresholdBits = bitsOf(model.threshold);
  const apart = householdRules(encoded, model, edges);
  const kept = keptApart(edges, thresholdBits, apartTest(encoded, model, apart));
  const { entity } = clusterEdges({ rows: encoded.rows, edges: kept, thresholdBits });
  const { contradicted, expected } = contradictionsOf(encoded, model, edges, entity, (pairs) =>
    weighPairs(encoded, model, pairs),
  );
  const linkage = contradicted > LEAST_RATIO * expected ? 'average' : 'single';
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`;
  return {
    apart,
    linkage,
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
