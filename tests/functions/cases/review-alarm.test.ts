import { describe, expect, it } from 'vitest';
import { reviewAlarm } from '#cases/review-alarm.ts';
import type { Review } from '#schemas/review.ts';

const reviews = (count: number, followed: (at: number) => boolean, seconds: (at: number) => number | null) =>
  Array.from(
    { length: count },
    (_, at): Review => ({
      candidate_id: `cnd-${at}`,
      decided_at: new Date(Date.UTC(2026, 9, 1, 0, at)).toISOString(),
      followed: followed(at),
      review_seconds: seconds(at),
    }),
  );
const slow = () => 600;

describe('whether people still judge for themselves (R19)', () => {
  it.each([
    ['48 of 50 followed', reviews(50, (at) => at >= 2, slow), ['nearly_all_followed']],
    ['47 of 50 followed', reviews(50, (at) => at >= 3, slow), []],
    [
      'half under two minutes',
      reviews(
        50,
        (at) => at % 2 === 0,
        (at) => (at < 26 ? 119 : 900),
      ),
      ['reviewed_too_fast'],
    ],
    [
      'half at two minutes',
      reviews(
        50,
        (at) => at % 2 === 0,
        (at) => (at < 26 ? 120 : 900),
      ),
      [],
    ],
    [
      'both',
      reviews(
        50,
        () => true,
        () => 5,
      ),
      ['nearly_all_followed', 'reviewed_too_fast'],
    ],
    [
      'only the last 50 count',
      [
        ...reviews(
          60,
          () => true,
          () => 5,
        ).slice(0, 10),
        ...reviews(60, (at) => at % 2 === 0, slow).slice(10),
      ],
      [],
    ],
    [
      'times that were not measured',
      reviews(
        50,
        (at) => at % 2 === 0,
        () => null,
      ),
      [],
    ],
  ] as const)('%s', (_, of, alarms) => {
    expect(reviewAlarm(of.toReversed()).alarms).toEqual(alarms);
  });

  it('says nothing of fewer than 50', () => {
    expect(
      reviewAlarm(
        reviews(
          49,
          () => true,
          () => 1,
        ),
      ),
    ).toEqual({
      reviews: 49,
      followedShare: null,
      medianSeconds: null,
      alarms: [],
    });
  });
});
