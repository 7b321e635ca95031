import type { RecordId } from '#schemas/ids.ts';
import type { Link } from '#schemas/link.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { ambiguousRecords } from './ambiguous.ts';
import { DisjointSets } from './disjoint-sets.ts';
import {
  type Identity,
  areHousemates,
  decidingKey,
  identityOf,
  joinIdentities,
  keysDiffer,
} from './identity.ts';

/**
 * Takes records together into things, strongest link first (ties: by record ids), from the cluster probability on.
 * A merge that would put two values of a deciding key into one group is refused, also when the two meet only
 * through others; a weighed link never joins housemates. Records of different kinds never meet. Every record is in exactly
 * one group; groups and their members are sorted. The result depends on the sets of records and links alone.
 */
export function mergeRecords(
  records: ReadonlyMap<string, SourceRecord>,
  links: readonly Link[],
): (readonly RecordId[])[] {
  const ids = [...records.values()].map((record) => record.record_id).toSorted();
  const position = new Map(ids.map((recordId, index) => [recordId, index]));
  const sets = new DisjointSets(ids.length);
  const identities = new Map<number, Identity>();
  const ambiguous = ambiguousRecords(records, links);

  for (const link of links.toSorted(strongestFirst)) {
    const left = position.get(link.left_record_id);
    const right = position.get(link.right_record_id);
    const leftRecord = records.get(link.left_record_id);
    const rightRecord = records.get(link.right_record_id);
    if (left === undefined || right === undefined || !leftRecord || !rightRecord) continue;
    if (link.probability < SETTINGS.link.clusterProbability || leftRecord.kind !== rightRecord.kind) continue;
    const weighed = link.explanation.basis === 'weights';
    if (
      weighed &&
      (isTossUp(leftRecord, rightRecord, ambiguous) || isTossUp(rightRecord, leftRecord, ambiguous))
    )
      continue;
    const rootA = sets.find(left);
    const rootB = sets.find(right);
    if (rootA === rootB) continue;
    const a = identities.get(rootA) ?? identityAt(rootA, ids, records);
    const b = identities.get(rootB) ?? identityAt(rootB, ids, records);
    if (keysDiffer(a, b) || (weighed && areHousemates(a, b))) continue;
    identities.set(sets.join(rootA, rootB), joinIdentities(a, b));
  }

  const groups = new Map<number, RecordId[]>();
  ids.forEach((recordId, index) => {
    const root = sets.find(index);
    const group = groups.get(root);
    if (group) group.push(recordId);
    else groups.set(root, [recordId]);
  });
  return [...groups.values()];
}

function strongestFirst(a: Link, b: Link): number {
  if (a.weight_bits !== b.weight_bits) return b.weight_bits - a.weight_bits;
  const pairOf = (link: Link) => `${link.left_record_id} ${link.right_record_id}`;
  return pairOf(a) < pairOf(b) ? -1 : 1;
}

const isTossUp = (record: SourceRecord, other: SourceRecord, ambiguous: ReadonlySet<string>): boolean =>
  ambiguous.has(record.record_id) && decidingKey(other) !== null;

function identityAt(
  index: number,
  ids: readonly RecordId[],
  records: ReadonlyMap<string, SourceRecord>,
): Identity {
  const record = records.get(ids[index] ?? '');
  if (!record) throw new RangeError(`no record at ${index}`);
  return identityOf(record);
}
