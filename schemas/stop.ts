import * as z from 'zod';
import { Actor } from './actor.ts';

/** What the stop button halts (R22): patterns, scores and candidates together; or the publishing of alerts. */
export const StopScope = z.enum(['scoring', 'alerts']);
export type StopScope = z.infer<typeof StopScope>;

/** A stop that stands: from when, by whom and why. `stopped_by` null: a rule of the program stopped it, no person. */
export const Stop = z.strictObject({
  scope: StopScope,
  stopped_at: z.iso.datetime(),
  stopped_by: Actor.nullable(),
  reason: z.string().min(1),
});
export type Stop = z.infer<typeof Stop>;

/** The stop that stands on a scope, if any. */
export const stopOn = (scope: StopScope, standing: readonly Stop[]): Stop | undefined =>
  standing.find((stop) => stop.scope === scope);
