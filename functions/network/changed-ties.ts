import type { Lake } from '#ports';
import { RecordRole } from '#schemas/record.ts';
import { entityOfRow } from '#schemas/entity-rows.ts';
import type { PublishedVersion } from '#schemas/version.ts';
import { type EventFacts, eventFacts } from './event-facts.ts';
import { ruleAt } from './tie-list.ts';

const EVENT = /^evt-/;

/**
 * Did these versions change what ties the network? Sure when it says no: a row that went away, or an event that was
 * there before, counts as a change whatever it was. `versions`: base … now of `linked`; those after `since` are looked at.
 */
export async function changedTies(
  lake: Pick<Lake, 'changes' | 'state'>,
  versions: readonly PublishedVersion[],
  since: number,
): Promise<boolean> {
  const events = new Map<string, EventFacts | undefined>();
  const fresh = versions.filter(({ version }) => version > since);
  for (const version of fresh)
    for (const row of await lake.changes('entities', version)) {
      const id = String(row.entity_id);
      if (!EVENT.test(id)) continue;
      if (row.deleted === true) return true;
      events.set(id, eventFacts(entityOfRow(row)));
    }
  if ([...events.values()].some((facts) => facts && !facts.isJudgement)) return true;
  for (const version of fresh)
    for (const row of await lake.changes('relations', version, ['from_entity_id', 'role', 'deleted'])) {
      const from = String(row.from_entity_id);
      const role = RecordRole.safeParse(row.role);
      if (row.deleted === true || !role.success) return true;
      if (EVENT.test(from) ? !events.has(from) : ruleAt(role.data, null) !== -1) return true;
    }
  // A judgement that was a fact before takes ties away.
  const judgements = new Set([...events].flatMap(([id, facts]) => (facts ? [id] : [])));
  if (judgements.size === 0) return false;
  const earlier = versions.filter(({ version }) => version <= since);
  const among = { column: 'entity_id', among: judgements };
  return (await lake.state('entities', earlier, ['entity_id'], among)).length > 0;
}
