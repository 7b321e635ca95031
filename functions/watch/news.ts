import type { EntityId, RecordId } from '#schemas/ids.ts';
import type { NewsKind, WatchEntry } from '#schemas/watch.ts';
import { type KnownRelation, type Standing, successorOf } from './standing.ts';

/** Records that the newer version changed or took away: source and content. */
export type ChangedRecords = ReadonlyMap<RecordId, { readonly source: string; readonly contentHash: string }>;

export type News = {
  readonly kind: NewsKind;
  /** Names the fact within the entry and the version. */
  readonly factKey: string;
  readonly otherEntityId: EntityId | null;
  readonly recordIds: readonly RecordId[];
  readonly sources: readonly string[];
};

/**
 * What a version brought about one listed subject: a comparison of what stood before with what stands now. An entry
 * whose subject was merged away hears of the entity that it went into. One record gives one piece of news at most.
 * R35: a record counts when its source is one that the entry authorises; that the subject itself was merged away or
 * split is told whatever the sources, as earlier alerts rest on it ("still certain?").
 */
export function newsAbout(
  entry: Pick<WatchEntry, 'subject_entity_id' | 'sources'>,
  before: Standing,
  now: Standing,
  changed: ChangedRecords,
): News[] {
  const identity = identityNews(entry, before, now, changed);
  const told = new Set(identity.flatMap((news) => news.recordIds));
  const subject = successorOf(entry.subject_entity_id, before, now);
  const records = [...changed].filter(
    ([recordId, { source }]) => !told.has(recordId) && entry.sources.includes(source),
  );
  const found = records.flatMap(([recordId, { source, contentHash }]) => {
    const news =
      linkNews(subject, recordId, before, now) ?? recordNews(subject, recordId, contentHash, before, now);
    return news ? [{ ...news, recordIds: [recordId], sources: [source] }] : [];
  });
  return [...found, ...identity.filter((news) => news.told)]
    .map(({ kind, factKey, otherEntityId, recordIds, sources }) => ({
      kind,
      factKey,
      otherEntityId,
      recordIds,
      sources,
    }))
    .toSorted((a, b) => (a.factKey < b.factKey ? -1 : 1));
}

type OneNews = Pick<News, 'kind' | 'factKey' | 'otherEntityId'>;

/** Something was tied to the subject, or is no longer. */
function linkNews(
  subject: EntityId,
  recordId: RecordId,
  before: Standing,
  now: Standing,
): OneNews | undefined {
  const asNow = (end: EntityId) => successorOf(end, before, now);
  const relation = otherEnd(now.relations.get(recordId), subject);
  const earlier = otherEnd(before.relations.get(recordId), subject, asNow);
  if (relation && (!earlier || (relation.until === null && earlier.until !== null)))
    return { kind: 'new_link', factKey: `new_link:${recordId}`, otherEntityId: relation.other };
  const ended = relation !== undefined && relation.until !== null && earlier?.until === null;
  if (earlier && (!relation || ended))
    return { kind: 'link_withdrawn', factKey: `link_withdrawn:${recordId}`, otherEntityId: earlier.other };
  return undefined;
}

/** A record came to stand for the subject, changed, or no longer stands for it. */
function recordNews(
  subject: EntityId,
  recordId: RecordId,
  contentHash: string,
  before: Standing,
  now: Standing,
): OneNews | undefined {
  const was = before.entityOf.get(recordId);
  const belonged = was !== undefined && successorOf(was, before, now) === subject;
  const belongs = now.entityOf.get(recordId) === subject;
  if (belongs && !belonged)
    return { kind: 'new_record', factKey: `new_record:${recordId}`, otherEntityId: null };
  if (belongs)
    return {
      kind: 'record_corrected',
      factKey: `record_corrected:${recordId}:${contentHash}`,
      otherEntityId: null,
    };
  return belonged
    ? { kind: 'link_withdrawn', factKey: `link_withdrawn:${recordId}`, otherEntityId: null }
    : undefined;
}

/** The subject was taken together with another entity, or unchanged records that stood for it now stand elsewhere. */
function identityNews(
  entry: Pick<WatchEntry, 'subject_entity_id' | 'sources'>,
  before: Standing,
  now: Standing,
  changed: ChangedRecords,
): (News & { readonly told: boolean })[] {
  const listed = entry.subject_entity_id;
  const subject = successorOf(listed, before, now);
  const arrived = new Map<EntityId, RecordId[]>();
  for (const recordId of now.recordsOf.get(subject) ?? []) {
    const was = before.entityOf.get(recordId);
    if (was === undefined || was === subject) continue;
    // A changed row that moved here from an entity that lives on says so itself.
    if (successorOf(was, before, now) === subject || !changed.has(recordId))
      arrived.set(was, [...(arrived.get(was) ?? []), recordId]);
  }
  const left = new Map<EntityId, RecordId[]>();
  for (const recordId of new Set([listed, subject].flatMap((id) => before.recordsOf.get(id) ?? []))) {
    const is = now.entityOf.get(recordId);
    if (is !== undefined && is !== subject && !changed.has(recordId))
      left.set(is, [...(left.get(is) ?? []), recordId]);
  }
  const sourcesOf = (ids: readonly RecordId[]) => [
    ...new Set(ids.flatMap((id) => now.sourceOf.get(id) ?? [])),
  ];
  const news = (kind: 'merged' | 'split', other: EntityId, recordIds: readonly RecordId[]) => ({
    kind,
    factKey: `${kind}:${other}`,
    otherEntityId: other,
    recordIds: recordIds.toSorted(),
    sources: sourcesOf(recordIds).toSorted(),
  });
  return [
    ...[...arrived].map(([other, ids]) => ({
      ...news('merged', other, ids),
      told: other === listed || sourcesOf(ids).some((source) => entry.sources.includes(source)),
    })),
    ...[...left].map(([other, ids]) => ({ ...news('split', other, ids), told: true })),
  ];
}

type Tie = { readonly other: EntityId; readonly until: string | null };

/** The other end of a relation that touches the subject. */
function otherEnd(
  relation: KnownRelation | undefined,
  subject: EntityId,
  asNow: (end: EntityId) => EntityId = (end) => end,
): Tie | undefined {
  if (!relation) return undefined;
  const { from_entity_id: from, to_entity_id: to, until } = relation;
  if (asNow(from) === subject) return { other: to, until };
  return asNow(to) === subject ? { other: from, until } : undefined;
}
