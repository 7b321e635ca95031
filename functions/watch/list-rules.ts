import type { Actor } from '#schemas/actor.ts';
import { Failure } from '#schemas/failures.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { WatchEntry, WatchList } from '#schemas/watch.ts';
import { addDays, dayOf } from './calendar.ts';

/**
 * What may be done with the entries of a list (R31–R34). Every function takes the list as it is and returns it as it
 * shall be; the store keeps it only if nobody changed it meanwhile, so the limits hold under concurrency too.
 */

/** A subject stands on a list once: as proposed or as active. What expired, a proposal too, makes room. */
export function propose(list: WatchList, entry: WatchEntry, today: string): WatchList {
  const standing = list.entries.find(
    (each) => each.subject_entity_id === entry.subject_entity_id && stands(each, today),
  );
  if (standing)
    throw new Failure('RuleViolated', `this subject is on the list already, as entry ${standing.entry_id}`);
  return { ...list, entries: [...list.entries, entry] };
}

/** Approval by another person of another team (R33), while fewer than ten are active (R31). */
export function approve(list: WatchList, entryId: string, by: Actor, at: Date): WatchList {
  const today = dayOf(at);
  const entry = entryIn(list, entryId, 'proposed');
  if (entry.expires_on < today)
    throw new Failure(
      'RuleViolated',
      `R34: this proposal waited longer than ${SETTINGS.watch.expiryDays} days; propose it anew, on facts of now`,
    );
  if (by.id === entry.proposed_by.id)
    throw new Failure('RuleViolated', 'R33: the one who proposed an entry cannot approve it');
  if (by.team === entry.proposed_by.team)
    throw new Failure(
      'RuleViolated',
      'R33: an entry is approved by somebody of another team than the proposer’s',
    );
  const active = list.entries.filter((each) => isActive(each, today)).length;
  if (active >= SETTINGS.watch.entriesPerList) {
    throw new Failure(
      'RuleViolated',
      `R31: a list has at most ${SETTINGS.watch.entriesPerList} active entries; remove one first`,
    );
  }
  return replace(list, {
    ...entry,
    status: 'active',
    approved_by: by,
    approved_at: at.toISOString(),
    active_since: today,
    expires_on: addDays(today, SETTINGS.watch.expiryDays),
  });
}

/** The privacy officer may veto what is proposed and what is active (R33). */
export function veto(list: WatchList, entryId: string, by: Actor): WatchList {
  if (by.role !== 'privacy_officer')
    throw new Failure('RuleViolated', 'R33: only the privacy officer can veto');
  return replace(list, { ...entryIn(list, entryId, 'proposed', 'active'), status: 'vetoed' });
}

/** Ninety days more, with reasons; twelve months in all at most (R34). */
export function renew(list: WatchList, entryId: string, by: Actor, reason: string, at: Date): WatchList {
  const today = dayOf(at);
  const entry = entryIn(list, entryId, 'active');
  if (!isActive(entry, today))
    throw new Failure('RuleViolated', 'R34: this entry has expired; propose it anew');
  if (by.id === entry.proposed_by.id)
    throw new Failure('RuleViolated', 'R33: the one who proposed an entry cannot renew it');
  const last = addDays(entry.active_since ?? today, SETTINGS.watch.longestDays);
  const until = addDays(today, SETTINGS.watch.expiryDays);
  const expires = until < last ? until : last;
  if (expires <= entry.expires_on)
    throw new Failure(
      'RuleViolated',
      `R34: a renewal gives ${SETTINGS.watch.expiryDays} days from today, ${SETTINGS.watch.longestDays} days in all at most, and this entry runs to ${entry.expires_on} already`,
    );
  return replace(list, { ...withReason(entry, reason, at), expires_on: expires });
}

export function remove(list: WatchList, entryId: string, reason: string, at: Date): WatchList {
  const entry = entryIn(list, entryId, 'proposed', 'active');
  return replace(list, { ...withReason(entry, reason, at), status: 'removed' });
}

/** Active entries whose last day has passed become expired. Returns the list unchanged (the same object) when there are none. */
export function expire(
  list: WatchList,
  today: string,
): { readonly list: WatchList; readonly expired: readonly WatchEntry[] } {
  const expired = list.entries
    .filter((entry) => entry.status === 'active' && !isActive(entry, today))
    .map((entry) => ({ ...entry, status: 'expired' as const }));
  return { list: expired.reduce(replace, list), expired };
}

/** Expiry is checked on every read: a late sweep never keeps an entry alive. */
export const isActive = (entry: WatchEntry, today: string): boolean =>
  entry.status === 'active' && entry.expires_on >= today;

/** Active, or proposed and not too old to be approved. */
export const stands = (entry: WatchEntry, today: string): boolean =>
  (entry.status === 'proposed' || entry.status === 'active') && entry.expires_on >= today;

export function entryIn(
  list: WatchList,
  entryId: string,
  ...statuses: readonly WatchEntry['status'][]
): WatchEntry {
  const entry = list.entries.find((each) => each.entry_id === entryId);
  if (!entry) throw new Failure('NotFound', 'there is no such entry on this list');
  if (statuses.length > 0 && !statuses.includes(entry.status)) {
    throw new Failure(
      'TransitionRefused',
      `the entry is ${entry.status}; this is possible only while it is ${statuses.join(' or ')}`,
    );
  }
  return entry;
}

const withReason = (entry: WatchEntry, reason: string, at: Date): WatchEntry => ({
  ...entry,
  reason: `${entry.reason}\n${dayOf(at)}: ${reason}`,
});

function replace(list: WatchList, entry: WatchEntry): WatchList {
  return { ...list, entries: list.entries.map((each) => (each.entry_id === entry.entry_id ? entry : each)) };
}
