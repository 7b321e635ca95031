import * as z from 'zod';
import type { Registry } from '#ports';
import { Failure } from '#schemas/failures.ts';

export const LockInput = z.strictObject({ owner: z.string().min(1) });
export type LockInput = z.infer<typeof LockInput>;
export type LockPorts = { readonly registry: Registry };

export type Acquired =
  | {
      readonly outcome: 'granted';
      readonly version: number;
      readonly token: number;
      readonly asOf: string;
    }
  | { readonly outcome: 'held' | 'nothing' };

/**
 * Takes the lock and what waits. `held` while another execution links: the workflow waits and asks again. That is no
 * error, so it counts as none in the function's metrics.
 */
export async function linkAcquire(input: LockInput, { registry }: LockPorts): Promise<Acquired> {
  try {
    const grant = await registry.acquire(input.owner);
    if (!grant) return { outcome: 'nothing' };
    return { outcome: 'granted', version: grant.version, token: grant.token, asOf: grant.asOf };
  } catch (error) {
    if (error instanceof Failure && error.name === 'LockHeld') return { outcome: 'held' };
    throw error;
  }
}

/** After a failure: the lock goes to the next; deliveries that were granted wait on. */
export async function linkRelease(input: LockInput, { registry }: LockPorts): Promise<LockInput> {
  await registry.release(input.owner);
  return input;
}
