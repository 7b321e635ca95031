import type { EntityAttributes } from '#schemas/entity.ts';
import { EventType } from '#schemas/record.ts';
import { TIE_RULES } from './tie-rules.ts';

/** What must be known of an event to judge its relations. */
export type EventFacts = {
  readonly type: EventType;
  /** R11: it ties nothing. */
  readonly isJudgement: boolean;
  readonly firstSeen: string;
};

const TYING: ReadonlySet<string> = new Set(TIE_RULES.flatMap(({ event }) => event ?? []));

/** Undefined for an event of a type that ties nothing, such as a valuation. */
export function eventFacts(event: {
  readonly attributes: EntityAttributes;
  readonly first_seen: string;
}): EventFacts | undefined {
  const { event_type, nature } = event.attributes;
  if (typeof event_type !== 'string' || !TYING.has(event_type)) return undefined;
  return {
    type: EventType.parse(event_type),
    isJudgement: nature === 'judgement',
    firstSeen: event.first_seen,
  };
}
