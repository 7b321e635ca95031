import type { LinkDecision } from '#schemas/link-decision.ts';
import type { Link } from '#schemas/link.ts';
import type { LinkModel } from './model.ts';
import type { LinkRecord } from './link-record.ts';

/**
 * Links of what people decided, where both records are there: certain (p = 1) for one thing, impossible (p = 0) for two.
 * Who decided and why stays in the registry; the link says that people did.
 */
export function linkDecided(
  standing: readonly LinkDecision[],
  records: ReadonlyMap<string, LinkRecord>,
  model: LinkModel,
): Link[] {
  return standing.flatMap(({ left_record_id, right_record_id, decision }): Link[] => {
    if (!records.has(left_record_id) || !records.has(right_record_id)) return [];
    const same = decision === 'same';
    return [
      {
        left_record_id,
        right_record_id,
        weight_bits: same ? model.keyBits : -model.keyBits,
        probability: same ? 1 : 0,
        explanation: {
          basis: 'decision',
          rule: same ? 'confirmed' : 'rejected',
          priorBits: 0,
          steps: [],
          model: DECIDED,
        },
      },
    ];
  });
}

/** Under any model people's decision is the same. */
const DECIDED = 'people';
