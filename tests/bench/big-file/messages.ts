import * as z from 'zod';

/** What a container answers to an event. */
export const FromContainer = z.object({
  output: z.unknown().optional(),
  error: z.string().optional(),
  peakBytes: z.number(),
});
export type FromContainer = z.infer<typeof FromContainer>;
