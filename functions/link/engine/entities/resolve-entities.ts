import { type Clusters, clusterEdges } from '#cluster/graph/cluster-edges.ts';
import { componentsOf } from '#cluster/graph/components.ts';
import type { Pairs } from '#cluster/graph/weighed-pairs.ts';
import type { Encoded } from '../encode/encoded.ts';
import type { EntityRules } from '../model/entity-rules.ts';
import type { Model } from '../model/model.ts';
import { bitsOf } from '../score/bits.ts';
import type { Edges } from '../score/edges.ts';
import { weighPairs } from '../score/weigh-pairs.ts';
import { apartTest, keptApart } from './apart.ts';
import { householdRules } from './household.ts';
import { contradictionsOf } from './contradictions.ts';

export type ResolveInput = {
  readonly encoded: Encoded;
  readonly model: Model;
  readonly edges: Edges;
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
 * Takes rows together into entities, by the model's rules, or by rules that are chosen from the links themselves.
 * Throws ContradictingDecisions, and RangeError for rules that name no comparison of the model.
 */
export function resolveEntities(input: ResolveInput): Resolved {
  const { encoded, model, edges, mustLink, cannotLink } = input;
  const { rows } = encoded;
  const thresholdBits = bitsOf(model.threshold);
  const { rules, why } = model.entities
    ? { rules: model.entities, why: [] }
    : chooseRules(encoded, model, edges);
  const isApart = apartTest(encoded, model, rules.apart);
  const clusters = clusterEdges({
    rows,
    edges:
      rules.apart.length === 0 ? edges : keptApart(edges, componentsOf(rows, edges, thresholdBits), isApart),
    thresholdBits,
    linkage: rules.linkage,
    weigh:
      rules.apart.length === 0 && rules.linkage === 'single' ? undefined : weigher(encoded, model, isApart),
    mustLink,
    cannotLink,
  });
  return { ...clusters, rules, why };
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

function chooseRules(encoded: Encoded, model: Model, edges: Edges): Pick<Resolved, 'rules' | 'why'> {
  const thresholdBits = bitsOf(model.threshold);
  const apart = householdRules(encoded, model, edges);
  const component = componentsOf(encoded.rows, edges, thresholdBits);
  const kept = keptApart(edges, component, apartTest(encoded, model, apart));
  const entity = componentsOf(encoded.rows, kept, thresholdBits);
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
