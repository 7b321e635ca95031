import type { Lake, LakeRow } from '#ports';
import { entityOfRow, relationOfRow } from '#schemas/entity-rows.ts';
import type { PublishedVersion } from '#schemas/version.ts';
import { type EventFacts, eventFacts } from './event-facts.ts';
import { type TieList, tieList } from './tie-list.ts';
import { TIE_RULES } from './tie-rules.ts';

const RELATION_COLUMNS = ['from_entity_id', 'to_entity_id', 'role', 'since', 'until', 'in_research'];
/** A relation's role and an entity's kind are part of their ids, so they never change for one. */
const TYING_ROLES = { column: 'role', among: new Set<string>(TIE_RULES.flatMap(({ roles }) => roles)) };
const EVENTS = { column: 'kind', among: new Set(['event']) };

/** The ties of a version, from the versions base … version of `linked`. */
export async function readTies(
  lake: Pick<Lake, 'state'>,
  versions: readonly PublishedVersion[],
  asOf: string,
): Promise<TieList> {
  const events = new Map<string, EventFacts>();
  for (const row of await lake.state('entities', versions, undefined, EVENTS)) {
    const event = entityOfRow(row);
    const facts = eventFacts(event);
    if (facts) events.set(event.entity_id, facts);
  }
  return tieList(
    relationsOf(await lake.state('relations', versions, RELATION_COLUMNS, TYING_ROLES)),
    events,
    asOf,
  );
}

function* relationsOf(rows: readonly LakeRow[]) {
  for (const row of rows) yield relationOfRow(row);
}
