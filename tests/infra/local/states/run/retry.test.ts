import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextRetry } from '#local/states/run/retry.ts';

it('full jitter stays between nothing and the delay without jitter', () => {
  fc.assert(
    fc.property(
      fc.nat(10),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (spent, random) => {
        const retrier = { ErrorEquals: ['A'], IntervalSeconds: 2, MaxAttempts: 20, MaxDelaySeconds: 60 };
        const plain = nextRetry([retrier], [spent], 'A', () => random)?.delayMs ?? Number.NaN;
        const jittered = nextRetry(
          [{ ...retrier, JitterStrategy: 'FULL' }],
          [spent],
          'A',
          () => random,
        )?.delayMs;
        expect(plain).toBe(Math.min(2 * 2 ** spent, 60) * 1000);
        expect(jittered).toBe(plain * random);
      },
    ),
  );
});

it('gives no retry when MaxAttempts is 0 or nobody takes the error', () => {
  expect(nextRetry([{ ErrorEquals: ['A'], MaxAttempts: 0 }], [], 'A', Math.random)).toBeUndefined();
  expect(nextRetry([{ ErrorEquals: ['A'] }], [], 'B', Math.random)).toBeUndefined();
});
