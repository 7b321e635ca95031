import * as z from 'zod';

/** Pairs that know and agree on all fields are looked at. */
export const BlockingRule = z.strictObject({
  name: z.string().min(1),
  fields: z.array(z.string().min(1)).min(1),
  /**
   * A block of more rows is cut by this further field (rows that do not know it fall out of the block); what is still
   * larger is reported and left out.
   */
  subField: z.string().min(1).optional(),
  largestBlock: z.int().min(2),
  why: z.string(),
});
export type BlockingRule = z.infer<typeof BlockingRule>;
