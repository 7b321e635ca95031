import * as z from 'zod';
import type { Registry } from '#ports';

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
  | { readonly outcome: 'nothing' };

/** Takes the lock and what waits. Throws Failure('LockHeld') while another execution links: ask again. */
export async function linkAcquire(input: LockInput, { registry }: LockPorts): Promise<Acquired> {
  const grant = await registry.acquire(input.owner);
  if (!grant) return { outcome: 'nothing' };
  return { outcome: 'granted', version: grant.version, token: grant.token, asOf: grant.asOf };
}

/** After a failure: the lock goes to the next; deliveries that were granted wait on. */
export async function linkRelease(input: LockInput, { registry }: LockPorts): Promise<LockInput> {
  await registry.release(input.owner);
  return input;
}
