import { Interrupted } from '../state-error.ts';
import type { Clock } from './clock.ts';

/** Waits for work, or rejects with {@link Interrupted} as soon as the signal fires; the work's own result is dropped then. */
export function interruptible<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Interrupted());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** What {@link before} gives when the deadline came first. */
export const LATE = Symbol('late');

/** As {@link interruptible}; gives {@link LATE} when the deadline (ms since 1970; null: none) comes first. */
export async function before<T>(
  work: Promise<T>,
  deadline: number | null,
  clock: Clock,
  signal: AbortSignal,
): Promise<T | typeof LATE> {
  if (deadline === null) return interruptible(work, signal);
  const timer = new AbortController();
  const late = clock.sleepUntil(deadline, timer.signal).then((): typeof LATE => LATE);
  // The timer's own end is no failure of anybody.
  late.catch(() => {});
  try {
    return await interruptible(Promise.race([work, late]), signal);
  } finally {
    timer.abort();
  }
}
