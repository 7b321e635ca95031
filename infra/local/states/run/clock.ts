import { Interrupted } from '../state-error.ts';

/** Time as the interpreter sees it, in milliseconds since 1970. */
export type Clock = {
  now(): number;
  /** Rejects with {@link Interrupted} when the signal fires first. */
  sleepUntil(at: number, signal: AbortSignal): Promise<void>;
};

/** The longest delay that Node's timers take. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: Date.now,
  async sleepUntil(at, signal) {
    for (let left = at - Date.now(); left > 0; left = at - Date.now()) {
      await sleep(Math.min(left, LONGEST_TIMER_MS), signal);
    }
    if (signal.aborted) throw new Interrupted();
  },
};

function sleep(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Interrupted());
    const stop = (): void => {
      clearTimeout(timer);
      reject(new Interrupted());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, delayMs);
    signal.addEventListener('abort', stop, { once: true });
  });
}
