import type { Review } from '#schemas/review.ts';
import { SETTINGS } from '#schemas/settings.ts';

export type ReviewAlarm = {
  readonly reviews: number;
  /** Share of them that was followed; null while there are too few to say. */
  readonly followedShare: number | null;
  readonly medianSeconds: number | null;
  /** R19: which of the two limits is passed. */
  readonly alarms: readonly ('nearly_all_followed' | 'reviewed_too_fast')[];
};

/**
 * R19: do people still judge for themselves? Looks at the last 50 suggestions that were reviewed, and says nothing of
 * fewer. Pure.
 */
export function reviewAlarm(reviews: readonly Review[]): ReviewAlarm {
  const { followedShare, lastSuggestions, medianReviewSeconds } = SETTINGS.workList;
  const last = [...reviews]
    .sort((left, right) => (left.decided_at < right.decided_at ? -1 : 1))
    .slice(-lastSuggestions);
  const times = last
    .flatMap(({ review_seconds }) => review_seconds ?? [])
    .sort((left, right) => left - right);
  const enough = last.length === lastSuggestions;
  const followed = enough ? last.filter((review) => review.followed).length / last.length : null;
  const median = enough ? medianOf(times) : null;
  return {
    reviews: last.length,
    followedShare: followed,
    medianSeconds: median,
    alarms: [
      ...(followed !== null && followed >= followedShare ? (['nearly_all_followed'] as const) : []),
      ...(median !== null && median < medianReviewSeconds ? (['reviewed_too_fast'] as const) : []),
    ],
  };
}

/** Of numbers in order; null of none. */
function medianOf(sorted: readonly number[]): number | null {
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
