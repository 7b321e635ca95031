import type { UnreadRows } from '#schemas/delivery-summary.ts';
import type { RecordId } from '#schemas/ids.ts';
import type { Doubt } from '#schemas/link-outcome.ts';

/**
 * Which absent subjects a snapshot may not withdraw, as a row that could not be read may be theirs.
 *
 * A row whose key is unreadable may be anybody's who is absent, so all of them stay open. But one that stood just so in
 * the snapshot before (its digest is known) hides nobody who was there beside it then: it hides only those who were
 * absent then already and were kept open on its account, and they stay open as long as it comes back unmended.
 */
export function keepOpen(
  absent: ReadonlySet<RecordId>,
  unread: UnreadRows,
  before: Doubt,
): { readonly kept: ReadonlySet<RecordId>; readonly after: Doubt } {
  const known = new Set(before.unread);
  const now = new Set(unread.digests);
  const fresh = unread.digests.filter((digest) => !known.has(digest));
  const carried = before.suspects.filter((digest) => now.has(digest));
  const kept = new Set(keptOf());
  return {
    kept,
    after: {
      unread: [...now].toSorted(),
      suspects: kept.size > 0 ? [...new Set([...carried, ...fresh])].toSorted() : [],
      kept: [...kept].toSorted(),
    },
  };

  function keptOf(): Iterable<RecordId> {
    if (fresh.length > 0 || unread.untold > 0) return absent;
    if (carried.length === 0) return [];
    return before.kept.filter((id) => absent.has(id));
  }
}

/** Subjects that came back mended may be absent from the next snapshot because of the very rows that were mended. */
export const withMended = (doubt: Doubt, mended: readonly RecordId[]): Doubt =>
  doubt.unread.length === 0
    ? doubt
    : {
        unread: doubt.unread,
        suspects: doubt.unread,
        kept: [...new Set([...doubt.kept, ...mended])].toSorted(),
      };
