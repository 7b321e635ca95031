import type { CaseStore, ReviewLog } from '#ports';
import { SETTINGS } from '#schemas/settings.ts';
import type { Asked } from './door-input.ts';
import { type ReviewAlarm, reviewAlarm } from './review-alarm.ts';

export type ReviewPorts = {
  readonly cases: Pick<CaseStore, 'history'>;
  readonly reviews: ReviewLog;
  /** Told of an alarm, as often as it stands after a decision. */
  readonly raise: (alarm: ReviewAlarm) => void;
};

/** Notes how a suggestion was reviewed, and raises the alarm when people stop judging for themselves (R19). */
export async function noteReview(
  { actor, candidate_id }: Asked<'take_up'> | Asked<'dismiss'>,
  { at, followed }: { readonly at: string; readonly followed: boolean },
  { cases, reviews, raise }: ReviewPorts,
): Promise<void> {
  const looks = (await cases.history(candidate_id))
    .filter(({ event, details }) => event === 'read' && details.actor === actor.id)
    .map((event) => Date.parse(event.at));
  await reviews.add({
    candidate_id,
    decided_at: at,
    followed,
    review_seconds: looks.length === 0 ? null : Math.max(0, (Date.parse(at) - Math.min(...looks)) / 1000),
  });
  const alarm = reviewAlarm(await reviews.last(SETTINGS.workList.lastSuggestions));
  if (alarm.alarms.length > 0) raise(alarm);
}
