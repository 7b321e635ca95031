import { createHash } from 'node:crypto';
import type { CaseEvent } from '#schemas/case.ts';
import { idText } from '#schemas/ids.ts';

/** An event whose id follows from subject, act and occasion, so that a repeat is the same event. */
export function caseEvent(
  told: Omit<CaseEvent, 'event_id'> & {
    /** What makes it one occasion: the version, or the act's own key. */
    readonly occasion: string;
    /** Kinds that are one act under two names (suggested, renewed) share it. */
    readonly act?: string;
  },
): CaseEvent {
  const { occasion, act, ...event } = told;
  const digest = createHash('sha256')
    .update([event.subject_id, act ?? event.event, occasion].join('\u0000'))
    .digest();
  return { event_id: `cev-${idText(digest)}`, ...event };
}
