import type { LinkRecord } from './link-record.ts';

/** R8: an own officer's record is open to a targeted search only, and no longer linked. `today`: ISO day. */
export const isRestricted = (record: LinkRecord, today: string): boolean =>
  record.restricted_from !== null && record.restricted_from <= today;

/**
 * The day that restrictions are held against: the last on which one of the deliveries came, or the version's own. A
 * file's reference date alone may lie far back.
 */
export const restrictionDay = (asOf: string, receivedAt: readonly string[]): string =>
  [asOf, ...receivedAt.map((at) => at.slice(0, 10))].reduce((latest, day) => (day > latest ? day : latest));
