import type { RecordId } from '#schemas/ids.ts';
import type { Link } from '#schemas/link.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { ambiguousRecords } from './ambiguous.ts';
import { certainGroups, isRejected, type PlacedLink } from './certain-groups.ts';
import type { DisjointSets } from './disjoint-sets.ts';
import { clusterEdges } from './graph/cluster-edges.ts';
import type { Pairs } from './graph/weighed-pairs.ts';
import { type Identity, areHousemates, decidingKey, identityOf, keysDiffer } from './identity.ts';

/**
 * Takes records together into things: what people decided, keys and addresses first, then what was weighed, from the
 * cluster probability on, the groups that fit best on average first. A merge that would put two values of a deciding key
 * into one group is refused, also when the two meet only through others; so is one of what people decided to be two; a
 * weighed link never joins housemates. Records of different kinds never meet. Every record is in exactly one group;
 * groups and their members are sorted. The result depends on the sets of records and links alone.
 */
export function mergeRecords(
  records: ReadonlyMap<string, SourceRecord>,
  links: readonly Link[],
): (readonly RecordId[])[] {
  const sorted = [...records.values()].toSorted((a, b) => (a.record_id < b.record_id ? -1 : 1));
  const placed = placedLinks(sorted, links);
  const certain = certainGroups(sorted, placed);
  const ambiguous = ambiguousRecords(records, links);
  const vetoOf = vetoes(sorted);
  const weighed = placed.filter(
    ({ link, left, right }) =>
      link.explanation.basis === 'weights' && !isTossUp(sorted[left], sorted[right], ambiguous),
  );
  const { entity } = clusterEdges({
    rows: sorted.length,
    edges: {
      ...pairsOf(weighed),
      bits: Float64Array.from(weighed, ({ link, left, right }) => vetoOf(left, right) ?? link.weight_bits),
    },
    thresholdBits: CLUSTER_BITS,
    // Of pairs that were not weighed, only what rules them out is known.
    weigh: ({ left, right }) =>
      Float64Array.from(left, (row, at) => vetoOf(row, right[at] ?? -1) ?? Number.NaN),
    linkage: 'single',
    mustLink: groupsAsPairs(certain, sorted.length),
    cannotLink: pairsOf(placed.filter(({ link }) => isRejected(link))),
  });
  const groups = new Map<number, RecordId[]>();
  sorted.forEach(({ record_id }, index) => {
    const root = entity[index] ?? index;
    const group = groups.get(root);
    if (group) group.push(record_id);
    else groups.set(root, [record_id]);
  });
  return [...groups.values()];
}

const CLUSTER_BITS = Math.log2(SETTINGS.link.clusterProbability / (1 - SETTINGS.link.clusterProbability));

/** Links between records that are here and of one kind, by their places. */
function placedLinks(sorted: readonly SourceRecord[], links: readonly Link[]): PlacedLink[] {
  const position = new Map<string, number>(sorted.map((record, index) => [record.record_id, index]));
  return links.flatMap((link) => {
    const left = position.get(link.left_record_id);
    const right = position.get(link.right_record_id);
    if (left === undefined || right === undefined) return [];
    return sorted[left]?.kind === sorted[right]?.kind ? [{ link, left, right }] : [];
  });
}

/** −Infinity for two records that are never one by weight: of two keys, or housemates. */
function vetoes(records: readonly SourceRecord[]): (left: number, right: number) => number | undefined {
  const known = new Map<number, Identity>();
  const identityAt = (at: number): Identity | undefined => {
    const record = records[at];
    const identity = known.get(at) ?? (record && identityOf(record));
    if (identity) known.set(at, identity);
    return identity;
  };
  return (left, right) => {
    const a = identityAt(left);
    const b = identityAt(right);
    return a && b && (keysDiffer(a, b) || areHousemates(a, b)) ? Number.NEGATIVE_INFINITY : undefined;
  };
}

const isTossUp = (
  one: SourceRecord | undefined,
  other: SourceRecord | undefined,
  ambiguous: ReadonlySet<string>,
): boolean =>
  one !== undefined &&
  other !== undefined &&
  ((ambiguous.has(one.record_id) && decidingKey(other) !== null) ||
    (ambiguous.has(other.record_id) && decidingKey(one) !== null));

const pairsOf = (links: readonly PlacedLink[]): Pairs => ({
  count: links.length,
  left: Uint32Array.from(links, ({ left }) => left),
  right: Uint32Array.from(links, ({ right }) => right),
});

/** Each record with the first of its group. */
function groupsAsPairs(groups: DisjointSets, rows: number): Pairs {
  const members = Array.from({ length: rows }, (_, row) => row).filter((row) => groups.find(row) !== row);
  return {
    count: members.length,
    left: Uint32Array.from(members, (row) => groups.find(row)),
    right: Uint32Array.from(members),
  };
}
