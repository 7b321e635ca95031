import * as z from 'zod';

const comparison = z.string().min(1);

/** How links become entities. Chosen once for a model and kept with it, so that later runs take rows together alike. */
export const EntityRules = z.strictObject({
  /** Names of two comparisons: two records of which both speak against are never one, whatever else agrees. */
  apart: z.array(z.tuple([comparison, comparison])),
  /** By all pairs of a component (`average`), or by its links alone (`single`). */
  linkage: z.enum(['average', 'single']),
});
export type EntityRules = z.infer<typeof EntityRules>;
