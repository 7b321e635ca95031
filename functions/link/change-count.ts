import type { DeliveryId, RecordId } from '#schemas/ids.ts';
import type { DeliveryChanges } from '#schemas/link-outcome.ts';

type What = 'new' | 'changed' | 'unchanged' | 'withdrawn';

/** What is told of a subject of which several records moved: the first of these that happened. */
const ORDER: readonly What[] = ['new', 'withdrawn', 'changed', 'unchanged'];

/** Counts what one delivery did, subject by subject. */
export function changeCount() {
  const told = new Map<RecordId, What>();
  return {
    add: (subject: RecordId, what: What): void => {
      const before = told.get(subject);
      if (before === undefined || ORDER.indexOf(what) < ORDER.indexOf(before)) told.set(subject, what);
    },
    total: (delivery_id: DeliveryId, kept_open: number): DeliveryChanges => {
      const counts = { new: 0, changed: 0, unchanged: 0, withdrawn: 0 };
      for (const what of told.values()) counts[what] += 1;
      return { delivery_id, ...counts, kept_open };
    },
  };
}
export type ChangeCount = ReturnType<typeof changeCount>;
