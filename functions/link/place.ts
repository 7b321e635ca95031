import type { Place } from './person-features.ts';

export type PlaceLevel = 'same_address' | 'same_number' | 'same_address_other_time' | 'elsewhere';

/**
 * Compares where two persons are tied to. Living elsewhere at the same time speaks against; that an event was
 * elsewhere says nothing. Null when nothing can be said.
 */
export function comparePlaces(left: readonly Place[], right: readonly Place[]): PlaceLevel | null {
  let otherTime = false;
  let sameNumber = false;
  let elsewhere = false;
  for (const a of left)
    for (const b of right) {
      // Two mentions in one event share its address because they share the event: no evidence.
      if (a.event !== null && a.event === b.event) continue;
      const together = overlaps(a, b);
      if (a.address === b.address && together) return 'same_address';
      if (a.address === b.address) otherTime = true;
      else if (together && a.number !== undefined && a.number === b.number) sameNumber = true;
      else if (together && a.event === null && b.event === null) elsewhere = true;
    }
  if (sameNumber) return 'same_number';
  if (otherTime) return 'same_address_other_time';
  return elsewhere ? 'elsewhere' : null;
}

const overlaps = (a: Place, b: Place): boolean =>
  (a.from === null || b.to === null || a.from <= b.to) &&
  (b.from === null || a.to === null || b.from <= a.to);
