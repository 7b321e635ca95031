import type { EntityId, RecordId } from '#schemas/ids.ts';
import type { NewsKind, WatchEntry } from '#schemas/watch.ts';

/** A relation as far as news are concerned. */
export type KnownRelation = {
  readonly from_entity_id: EntityId;
  readonly to_entity_id: EntityId;
  readonly record_id: RecordId;
  readonly until: string | null;
};

/** What stood at one version: who belongs to what, what is tied to what. */
export type Standing = {
  readonly entityOf: ReadonlyMap<RecordId, EntityId>;
  readonly relations: ReadonlyMap<RecordId, KnownRelation>;
};

/** Records that the newer version changed: content and source. */
export type ChangedRecords = ReadonlyMap<RecordId, { readonly source: string; readonly contentHash: string }>;

export type News = {
  readonly kind: NewsKind;
  readonly factKey: string;
  readonly otherEntityId: EntityId | null;
  readonly recordIds: readonly RecordId[];
  readonly source: string;
};

/**
 * What a version brought about one listed subject: a comparison of what stood before with what stands now. Only sources
 * that the entry authorises count (R35). One record gives one piece of news, of the most telling kind.
 */
export function newsAbout(
  entry: WatchEntry,
  before: Standing,
  now: Standing,
  changed: ChangedRecords,
): News[] {
  const subject = entry.subject_entity_id;
  const found: News[] = [];
  const told = new Set<RecordId>();
  const tell = (kind: NewsKind, factKey: string, recordId: RecordId, other: EntityId | null) => {
    const source = changed.get(recordId)?.source;
    if (source === undefined || told.has(recordId)) return;
    told.add(recordId);
    if (entry.sources.includes(source))
      found.push({ kind, factKey, otherEntityId: other, recordIds: [recordId], source });
  };

  for (const recordId of [...changed.keys()].sort()) {
    const relation = now.relations.get(recordId);
    const earlier = before.relations.get(recordId);
    if (relation && touches(relation, subject)) {
      if (!earlier || !touches(earlier, subject))
        tell('new_link', `new_link:${recordId}`, recordId, otherEnd(relation, subject));
      else if (relation.until !== null && earlier.until === null)
        tell(
          'link_withdrawn',
          `link_withdrawn:${recordId}:${relation.until}`,
          recordId,
          otherEnd(relation, subject),
        );
    } else if (earlier && touches(earlier, subject)) {
      tell('link_withdrawn', `link_withdrawn:${recordId}`, recordId, otherEnd(earlier, subject));
    }
    const belongs = now.entityOf.get(recordId) === subject;
    const belonged = before.entityOf.get(recordId) === subject;
    if (belongs && !belonged) tell('new_record', `new_record:${recordId}`, recordId, null);
    else if (belongs && belonged)
      tell(
        'record_corrected',
        `record_corrected:${recordId}:${changed.get(recordId)?.contentHash ?? ''}`,
        recordId,
        null,
      );
    else if (belonged) tell('link_withdrawn', `link_withdrawn:${recordId}`, recordId, null);
  }
  return [...found, ...identityNews(entry, before, now)];
}

/**
 * "Still certain?": the subject was taken together with another entity, or records that counted as the subject's now
 * stand elsewhere. Told whatever the sources, as earlier alerts rest on it.
 */
function identityNews(entry: WatchEntry, before: Standing, now: Standing): News[] {
  const subject = entry.subject_entity_id;
  const gone = new Map<EntityId, RecordId[]>();
  let kept = 0;
  for (const [recordId, entityId] of before.entityOf) {
    if (entityId !== subject) continue;
    const present = now.entityOf.get(recordId);
    if (present === subject) kept += 1;
    else if (present !== undefined) gone.set(present, [...(gone.get(present) ?? []), recordId]);
  }
  return [...gone].map(([other, recordIds]) => {
    const kind = kept === 0 ? ('merged' as const) : ('split' as const);
    return {
      kind,
      factKey: `${kind}:${other}:${[...recordIds].sort().join(',')}`,
      otherEntityId: other,
      recordIds,
      source: '',
    };
  });
}

const touches = (relation: KnownRelation, subject: EntityId): boolean =>
  relation.from_entity_id === subject || relation.to_entity_id === subject;
const otherEnd = (relation: KnownRelation, subject: EntityId): EntityId =>
  relation.from_entity_id === subject ? relation.to_entity_id : relation.from_entity_id;
