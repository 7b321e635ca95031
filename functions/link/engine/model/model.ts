import * as z from 'zod';
import { BlockingRule } from './blocking-rule.ts';
import { Comparison } from './comparison.ts';
import { EntityRules } from './entity-rules.ts';
import { Field } from './field.ts';

const Probability = z.number().min(0).max(1);

/**
 * All that weighing depends on, as a table that one can read: what is derived from the input's columns, how fields
 * are compared, which pairs are looked at, and why. Under one model a pair has one weight, whatever the engine,
 * the number of threads or partitions.
 */
export const Model = z.strictObject({
  name: z.string().min(1),
  /** λ: probability that two records taken at random are of one entity. */
  prior: z.number().gt(0).lt(1),
  fields: z.array(Field).min(1),
  comparisons: z.array(Comparison).min(1),
  /** In order: a pair that an earlier rule finds is skipped by later ones. */
  blocking: z.array(BlockingRule).min(1),
  /** Pairs of at least this probability are links. */
  threshold: Probability,
  /** Where it is not said, it is chosen from the links themselves. */
  entities: EntityRules.optional(),
  /** How it came about, for people: one sentence per choice. */
  why: z.array(z.string()),
});
export type Model = z.infer<typeof Model>;
