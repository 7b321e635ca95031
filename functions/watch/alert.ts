import type { EntityId, RecordId } from '#schemas/ids.ts';
import type { Alert, NewsKind, WatchEntry, WatchList } from '#schemas/watch.ts';
import { alertId } from './watch-id.ts';

export type AlertFact = {
  readonly kind: NewsKind;
  /** Names the fact within the entry; equal facts give one alert. */
  readonly factKey: string;
  readonly since: string;
  readonly at: Date;
  readonly version?: number;
  readonly otherEntityId?: EntityId | null;
  readonly recordIds?: readonly RecordId[];
  readonly sources?: readonly string[];
};

/** A pending alert for one list and one fact. */
export function newAlert(list: Pick<WatchList, 'list_id'>, entry: WatchEntry, fact: AlertFact): Alert {
  return {
    alert_id: alertId(list.list_id, entry.entry_id, fact.factKey),
    list_id: list.list_id,
    entry_id: entry.entry_id,
    kind: fact.kind,
    fact_key: fact.factKey,
    since: fact.since,
    version: fact.version ?? null,
    status: 'pending',
    evidence: {
      subject_entity_id: entry.subject_entity_id,
      other_entity_id: fact.otherEntityId ?? null,
      record_ids: [...(fact.recordIds ?? [])],
      sources: [...(fact.sources ?? [])],
    },
    created_at: fact.at.toISOString(),
    accepted_at: null,
    message_id: null,
  };
}
