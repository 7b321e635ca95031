import type { Retrier } from '../definition/fields.ts';
import { takes } from '../state-error.ts';

export type Retry = { readonly retrier: number; readonly delayMs: number };

/**
 * The retry that an error is due, or undefined when its retrier has used up its attempts or none takes it.
 * `attempts` are those that each retrier has spent; `random` is in [0, 1), for JitterStrategy FULL.
 */
export function nextRetry(
  retriers: readonly Retrier[],
  attempts: readonly number[],
  error: string,
  random: () => number,
): Retry | undefined {
  const index = retriers.findIndex((retrier) => takes(retrier.ErrorEquals, error));
  const retrier = retriers[index];
  const spent = attempts[index] ?? 0;
  if (retrier === undefined || spent >= (retrier.MaxAttempts ?? 3)) return undefined;
  const grown = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** spent;
  const delayMs = Math.min(grown, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY) * 1000;
  return { retrier: index, delayMs: retrier.JitterStrategy === 'FULL' ? delayMs * random() : delayMs };
}
