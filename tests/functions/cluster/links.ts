import type { Link, LinkExplanation } from '#schemas/link.ts';
import type { SourceRecord } from '#schemas/record.ts';

/** A link of a weight; p follows from it. */
export function aLink(
  one: Pick<SourceRecord, 'record_id'>,
  other: Pick<SourceRecord, 'record_id'>,
  weight_bits: number,
  basis: LinkExplanation['basis'] = 'weights',
): Link {
  const [left, right] = [one.record_id, other.record_id].toSorted();
  if (left === undefined || right === undefined) throw new Error('a link has two ends');
  return {
    left_record_id: left,
    right_record_id: right,
    weight_bits,
    probability: 1 / (1 + 2 ** -weight_bits),
    explanation: { basis, rule: 'test', priorBits: 0, steps: [], model: 'test' },
  };
}
