import { setImmediate as nextTurn } from 'node:timers/promises';

/** Counts what is under way, so that others can wait until nothing is. */
export type Busy = {
  readonly enter: () => void;
  readonly leave: () => void;
  /** Waits for something that is counted elsewhere, or not at all (a task token), without being counted here. */
  readonly away: <T>(work: Promise<T>) => Promise<T>;
  readonly idle: () => Promise<void>;
};

export function createBusy(): Busy {
  let count = 0;
  let waiting: (() => void)[] = [];
  const leave = (): void => {
    count -= 1;
    if (count > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  return {
    enter() {
      count += 1;
    },
    leave,
    async away(work) {
      leave();
      try {
        return await work;
      } finally {
        count += 1;
      }
    },
    async idle() {
      do {
        if (count > 0) await new Promise<void>((resolve) => waiting.push(resolve));
        // Between one run that ends and the one that waited for it, nothing is counted for some microtasks.
        await nextTurn();
      } while (count > 0);
    },
  };
}
