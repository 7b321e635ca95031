import type { Clock, Lake, LinkDecisions, Registry } from '#ports';
import { Failure } from '#schemas/failures.ts';
import type { RecordId, RecordKind } from '#schemas/ids.ts';
import type { LinkDecision } from '#schemas/link-decision.ts';
import type { DoorInput } from './door-input.ts';
import { LINK_COLUMNS, type LinkRecord, linkRecordOfRow } from './link-record.ts';
import { pairOf, standingDecisions } from './standing-decisions.ts';

export type DoorPorts = {
  readonly decisions: LinkDecisions;
  readonly lake: Pick<Lake, 'state'>;
  readonly registry: Pick<Registry, 'pointer' | 'versions'>;
  readonly clock: Clock;
};

/**
 * The door of links: a named steward or case worker says which records are one and which are not. It holds from the next
 * version on, in every version. Answers with what was decided, or with all that was (of a record).
 * Throws Failure('RuleViolated') for other roles (R1), for two values of a deciding key, and for what contradicts earlier
 * decisions, by way of others too; Failure('NotFound') for records that are not there.
 */
export async function linkDoor(
  asked: DoorInput,
  ports: DoorPorts,
): Promise<{ readonly decisions: readonly LinkDecision[] }> {
  const { actor } = asked;
  if (actor.role !== 'steward' && actor.role !== 'case_worker')
    throw new Failure(
      'RuleViolated',
      `R1: links are for stewards and case workers, not for the role ${actor.role}`,
    );
  const earlier = await ports.decisions.all();
  if (asked.operation === 'list_decisions') {
    const { record } = asked;
    return {
      decisions: earlier.filter(
        (each) => record === undefined || each.left_record_id === record || each.right_record_id === record,
      ),
    };
  }
  const at = ports.clock.now().toISOString();
  const decisions = pairsAsked(asked).map(({ one, other, decision }): LinkDecision => {
    if (one === other) throw new Failure('InvalidRequest', 'a decision is about two records');
    const [left_record_id, right_record_id] = one < other ? [one, other] : [other, one];
    const { purpose, legal_basis, reason } = asked;
    return { left_record_id, right_record_id, decision, by: actor, at, reason, purpose, legal_basis };
  });
  refuseUnlike(decisions, await recordsOf(decisions, ports));
  refuseContradiction(earlier, decisions);
  await ports.decisions.record(decisions);
  return { decisions };
}

type Asked = {
  readonly one: RecordId;
  readonly other: RecordId;
  readonly decision: LinkDecision['decision'];
};

const DECISIONS = { confirm: 'same', reject: 'other', reopen: 'open' } as const;

/** A split is two groups, each one by decision of people, and the first records of both apart. */
function pairsAsked(asked: Exclude<DoorInput, { operation: 'list_decisions' }>): Asked[] {
  if (asked.operation !== 'split') {
    const [one, other] = asked.records;
    return [{ one, other, decision: DECISIONS[asked.operation] }];
  }
  const together = (group: readonly RecordId[]) =>
    group.slice(1).map((other, at): Asked => ({ one: group[at] ?? other, other, decision: 'same' }));
  const [one] = asked.records;
  const [other] = asked.from;
  return [
    ...together(asked.records),
    ...together(asked.from),
    ...(one && other ? [{ one, other, decision: 'other' as const }] : []),
  ];
}

async function recordsOf(
  decisions: readonly LinkDecision[],
  { lake, registry }: DoorPorts,
): Promise<ReadonlyMap<string, LinkRecord>> {
  const pointer = await registry.pointer('linked');
  const among = new Set(decisions.flatMap((each) => [each.left_record_id, each.right_record_id]));
  const rows = pointer
    ? await lake.state('records', await registry.versions(pointer), LINK_COLUMNS, {
        column: 'record_id',
        among,
      })
    : [];
  return new Map(rows.map(linkRecordOfRow).map((record) => [record.record_id, record]));
}

/** The key of which one thing never has two values, whoever says so. */
const KEY = {
  person: 'bsn_token',
  address: 'number_id',
  company: 'kvk_number',
  vehicle: 'plate',
  event: 'record_id',
} as const satisfies Record<RecordKind, keyof LinkRecord>;

function refuseUnlike(decisions: readonly LinkDecision[], records: ReadonlyMap<string, LinkRecord>): void {
  for (const { left_record_id, right_record_id, decision } of decisions) {
    const left = records.get(left_record_id);
    const right = records.get(right_record_id);
    if (!left || !right)
      throw new Failure('NotFound', `there is no record ${left ? right_record_id : left_record_id}`);
    if (left.kind !== right.kind)
      throw new Failure(
        'RuleViolated',
        `records of two kinds are never one: ${[left.kind, right.kind].toSorted().join(', ')}`,
      );
    const key = KEY[left.kind];
    if (decision === 'same' && left[key] !== null && right[key] !== null && left[key] !== right[key])
      throw new Failure(
        'RuleViolated',
        `${left_record_id} and ${right_record_id} have two different keys (${key}); correct it at the source`,
      );
  }
}

function refuseContradiction(earlier: readonly LinkDecision[], decisions: readonly LinkDecision[]): void {
  const known = new Set(standingDecisions(earlier).contradicted);
  const [refused] = standingDecisions([...earlier, ...decisions]).contradicted.filter(
    (each) => !known.has(each),
  );
  if (!refused) return;
  const [left, right] = pairOf(refused).split(' ');
  throw new Failure(
    'RuleViolated',
    `${String(left)} and ${String(right)}: earlier decisions, by way of other records too, say the opposite. List the decisions on both, and reopen the one that is wrong first`,
  );
}
