import type { Link } from '#schemas/link.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { DisjointSets } from './disjoint-sets.ts';
import { type Identity, identityOf, joinIdentities, keysDiffer } from './identity.ts';

/** A link with the places of its records. */
export type PlacedLink = { readonly link: Link; readonly left: number; readonly right: number };

export const isDecision = ({ explanation }: Link): boolean => explanation.basis === 'decision';
/** People decided that the two are not one. */
export const isRejected = (link: Link): boolean => isDecision(link) && link.probability < 0.5;

/**
 * Joins what needs no weighing: what people decided to be one first, then keys and addresses, strongest first (ties: by
 * record ids). Two values of a deciding key never meet, also by way of others, and what people decided to be apart
 * stays apart, whatever its keys.
 */
export function certainGroups(records: readonly SourceRecord[], links: readonly PlacedLink[]): DisjointSets {
  const sets = new DisjointSets(records.length);
  const identities = new Map<number, Identity>();
  const identityAt = (root: number): Identity => {
    const known = identities.get(root);
    const record = records[root];
    if (known) return known;
    if (!record) throw new RangeError(`no record at ${root}`);
    return identityOf(record);
  };
  const apart = new Apart(links);
  const certain = links.filter(
    ({ link }) =>
      link.explanation.basis !== 'weights' &&
      !isRejected(link) &&
      link.probability >= SETTINGS.link.clusterProbability,
  );
  for (const { left, right } of certain.toSorted(firstJoined)) {
    const a = sets.find(left);
    const b = sets.find(right);
    if (a === b || keysDiffer(identityAt(a), identityAt(b)) || apart.keeps(a, b)) continue;
    const joined = joinIdentities(identityAt(a), identityAt(b));
    const root = sets.join(a, b);
    identities.set(root, joined);
    apart.join(root, a === root ? b : a);
  }
  return sets;
}

function firstJoined(a: PlacedLink, b: PlacedLink): number {
  const decided = Number(isDecision(b.link)) - Number(isDecision(a.link));
  return decided || b.link.weight_bits - a.link.weight_bits || a.left - b.left || a.right - b.right;
}

/** Groups that are kept apart, as they grow. */
class Apart {
  readonly #from = new Map<number, Set<number>>();

  constructor(links: readonly PlacedLink[]) {
    for (const { link, left, right } of links) {
      if (!isRejected(link)) continue;
      this.#of(left).add(right);
      this.#of(right).add(left);
    }
  }

  keeps(a: number, b: number): boolean {
    return this.#from.get(a)?.has(b) === true;
  }

  join(root: number, gone: number): void {
    for (const other of this.#from.get(gone) ?? []) {
      this.#of(root).add(other);
      this.#of(other).add(root);
    }
  }

  #of(group: number): Set<number> {
    const known = this.#from.get(group) ?? new Set<number>();
    this.#from.set(group, known);
    return known;
  }
}
