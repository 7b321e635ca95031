import * as z from 'zod';

/** R26. */
export const Verdict = z.enum(['PASS', 'FAIL', 'INCONCLUSIVE']);
export type Verdict = z.infer<typeof Verdict>;

/**
 * What is compared between groups. The first three decide (R26); the others are the stages after selection (R27), each of
 * those that came through the one before.
 */
export const Measure = z.enum([
  'selection_rate',
  'false_positive_rate',
  'precision',
  'reviewed',
  'visited',
  'measure_taken',
]);
export type Measure = z.infer<typeof Measure>;

const number = z.number().nullable();

/**
 * A group beside everybody else in one measure. Where counts are small all numbers are null (R25), and only `range` says
 * where the interval of the ratio lies: inside 0.80–1.25, outside of it, or across (`open`).
 */
export const FairnessCell = z.strictObject({
  measure: Measure,
  /** One attribute, or two joined by ` × `; and the group likewise. */
  attribute: z.string(),
  group: z.string(),
  range: z.enum(['inside', 'outside', 'open']),
  suppressed: z.boolean(),
  subjects: number,
  events: number,
  rate: number,
  /** The group's rate over that of everybody else, with its 95% interval; `high` null also where it has no end. */
  ratio: number,
  low: number,
  high: number,
  /** Of the hypothesis that the ratio lies in the range, corrected for all tests (Holm). */
  p_value: number,
});
export type FairnessCell = z.infer<typeof FairnessCell>;

export const FairnessReport = z.strictObject({
  version: z.int().min(1),
  model: z.string().nullable(),
  tested_on: z.iso.date(),
  /** R28: from the day after, the verdict holds no more. */
  retest_by: z.iso.date(),
  verdict: Verdict,
  /** Why, in words for the register. */
  because: z.string(),
  /** R28: the share of wrong ones among those checked rose by more than five points since the last test. */
  paused: z.boolean(),
  error_share: number,
  /** What the next test's share is held against. */
  baseline_error_share: number,
  subjects: z.int(),
  /** Addresses of the file that are not known here, and known ones without a group. */
  unknown_addresses: z.int(),
  without_group: z.int(),
  tests: z.int(),
  suppressed: z.int(),
  cells: z.array(FairnessCell),
});
export type FairnessReport = z.infer<typeof FairnessReport>;

/** What leaves the audit: the verdict alone, without a group. Stored in the lake as `gate/fairness.json`. */
export const GateState = FairnessReport.pick({
  version: true,
  model: true,
  tested_on: true,
  retest_by: true,
  verdict: true,
  paused: true,
});
export type GateState = z.infer<typeof GateState>;

export const GATE_KEY = 'gate/fairness.json';

/** What the gate says on a day: PASS holds until the re-test is due, and not while it is paused (R28). Null: nothing. */
export function gateVerdict(state: GateState | undefined, day: string): Verdict | null {
  if (!state || day > state.retest_by) return null;
  return state.verdict === 'PASS' && state.paused ? 'INCONCLUSIVE' : state.verdict;
}
