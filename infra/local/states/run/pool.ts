import { Interrupted } from '../state-error.ts';

/**
 * Works on 0 … count-1, at most `concurrency` at a time, in order. Takes up nothing more once the signal fires,
 * waits for what is under way, and then throws the first error.
 */
export async function inPool(
  count: number,
  concurrency: number,
  signal: AbortSignal,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const failures: unknown[] = [];
  const lane = async (): Promise<void> => {
    while (next < count && !signal.aborted && failures.length === 0) {
      const index = next++;
      try {
        await work(index);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, concurrency) }, lane));
  if (failures.length > 0) throw failures[0];
  if (signal.aborted) throw new Interrupted();
}
