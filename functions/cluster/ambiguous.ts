import type { Link } from '#schemas/link.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { decidingKey } from './identity.ts';

/** Two candidates whose weights differ by less than this are a toss-up: at 3 bits the better one is right 8 in 9 times. */
const AMBIGUITY_BITS = 3;

/**
 * Records without a deciding key that fit two people with different keys about equally well (`P. Jansen` at an
 * address where father and son have that name). Their weighed links to records with a key decide nothing.
 */
export function ambiguousRecords(
  records: ReadonlyMap<string, SourceRecord>,
  links: readonly Link[],
): ReadonlySet<string> {
  const best = new Map<string, Map<string, number>>();
  for (const link of links) {
    if (link.explanation.basis !== 'weights') continue;
    for (const [one, other] of [
      [link.left_record_id, link.right_record_id],
      [link.right_record_id, link.left_record_id],
    ] as const) {
      const record = records.get(one);
      const candidate = records.get(other);
      const key = candidate ? decidingKey(candidate) : null;
      if (!record || decidingKey(record) !== null || key === null) continue;
      const ofRecord = best.get(one) ?? new Map<string, number>();
      ofRecord.set(key, Math.max(ofRecord.get(key) ?? Number.NEGATIVE_INFINITY, link.weight_bits));
      best.set(one, ofRecord);
    }
  }
  const ambiguous = new Set<string>();
  for (const [recordId, weights] of best) {
    const [first, second] = [...weights.values()].toSorted((a, b) => b - a);
    if (first !== undefined && second !== undefined && first - second < AMBIGUITY_BITS)
      ambiguous.add(recordId);
  }
  return ambiguous;
}
