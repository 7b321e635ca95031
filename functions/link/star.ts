import type { Link, LinkExplanation } from '#schemas/link.ts';
import type { RecordId } from '#schemas/ids.ts';
import { probabilityOf } from './score-pair.ts';

/** How a member hangs on its group's anchor. */
export type Spoke = {
  readonly recordId: RecordId;
  readonly basis: Extract<LinkExplanation['basis'], 'key' | 'address'>;
  readonly rule: string;
  readonly bits: number;
};

/** One link from each record of a group to its anchor, instead of one for every pair: n − 1, not n(n − 1) / 2. */
export function starLinks(anchor: RecordId, spokes: readonly Spoke[], model: string): Link[] {
  return spokes
    .filter(({ recordId }) => recordId !== anchor)
    .map(({ recordId, basis, rule, bits }) => ({
      left_record_id: recordId < anchor ? recordId : anchor,
      right_record_id: recordId < anchor ? anchor : recordId,
      weight_bits: bits,
      probability: probabilityOf(bits),
      explanation: {
        basis,
        rule,
        priorBits: 0,
        steps: [{ field: rule, level: 'equal', weightBits: bits, frequencyBits: 0 }],
        model,
      },
    }));
}
