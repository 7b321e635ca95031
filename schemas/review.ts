import * as z from 'zod';

/** A suggestion that a person reviewed: followed or put aside, and after how long. Names nobody. */
export const Review = z.strictObject({
  candidate_id: z.string(),
  decided_at: z.iso.datetime(),
  followed: z.boolean(),
  /** From the first look of who decided to the decision; null where they never looked. */
  review_seconds: z.number().min(0).nullable(),
});
export type Review = z.infer<typeof Review>;
