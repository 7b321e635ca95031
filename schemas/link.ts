import * as z from 'zod';
import { RecordId } from './ids.ts';

/** One step of the waterfall: a field, its level, and what it adds in bits. No values of the field (they identify). */
export const WeightStep = z.strictObject({
  field: z.string(),
  level: z.string(),
  weightBits: z.number(),
  /** Term-frequency part of `weightBits`, in bits. */
  frequencyBits: z.number(),
});
export type WeightStep = z.infer<typeof WeightStep>;

/** Why two records were taken to be one thing: a key that decides, people's decision, or weights (LINK: prior + Σ steps). */
export const LinkExplanation = z.strictObject({
  basis: z.enum(['key', 'weights', 'address', 'decision']),
  /** Name of the deciding key or the blocking rule that brought the pair together. */
  rule: z.string(),
  priorBits: z.number(),
  steps: z.array(WeightStep),
  model: z.string(),
});
export type LinkExplanation = z.infer<typeof LinkExplanation>;

/** `left_record_id` < `right_record_id`. */
export const Link = z.strictObject({
  left_record_id: RecordId,
  right_record_id: RecordId,
  weight_bits: z.number(),
  probability: z.number().min(0).max(1),
  explanation: LinkExplanation,
});
export type Link = z.infer<typeof Link>;
