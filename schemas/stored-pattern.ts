import * as z from 'zod';
import { Actor } from './actor.ts';
import { PatternId } from './ids.ts';

const Act = z.strictObject({ by: Actor, at: z.iso.datetime(), reason: z.string().min(1) });
const count = z.int().min(0);

/** Share of what is settled that was right, with Wilson's 95% interval; null while nothing is settled. */
export const Precision = z.strictObject({ value: z.number(), low: z.number(), high: z.number() }).nullable();
export type Precision = z.infer<typeof Precision>;

/** What a draft finds in the version that is linked now. */
export const PatternTest = z.strictObject({
  version: z.int().min(1),
  as_of: z.iso.date(),
  findings: count,
  /** Of those, resting on a field under investigation (R12). */
  withheld: count,
  elapsedMs: count,
  /** Subjects that no other pattern finds. */
  found_by_no_other: count,
  /** Other patterns that find the same subjects, the largest share first: `share` of this draft's findings. */
  overlaps: z.array(z.strictObject({ pattern_id: PatternId, shared: count, share: z.number() })),
});
export type PatternTest = z.infer<typeof PatternTest>;

/** What a draft would have found in an earlier version, and what of that proved right from that day on. */
export const BackTest = z.strictObject({
  version: z.int().min(1),
  as_of: z.iso.date(),
  findings: count,
  right: count,
  wrong: count,
  open: count,
  /** Of which nobody recorded an outcome since. */
  unknown: count,
  precision: Precision,
});
export type BackTest = z.infer<typeof BackTest>;

/** A pattern that an analyst made, from proposal to retirement: one per id and version. */
export const StoredPattern = z.strictObject({
  id: PatternId,
  version: z.int().min(1),
  state: z.enum(['proposed', 'approved', 'retired']),
  /** Dossier and query, as a file of the library. */
  text: z.string().min(1),
  proposed: Act,
  test: PatternTest,
  back_tests: z.array(BackTest),
  approved: Act.nullable(),
  retired: Act.nullable(),
});
export type StoredPattern = z.infer<typeof StoredPattern>;
