import * as z from 'zod';
import { Theme } from './finding.ts';

const chance = z.number().min(0).max(1);

/** A run of scores whose outcomes are taken together: of `outcomes` looked at, `right` were right. */
export const CalibrationStep = z.strictObject({
  from_score: z.number(),
  to_score: z.number(),
  outcomes: z.int().min(1),
  right: z.int().min(0),
  /** Mean of the posterior, and the middle 95% of it. */
  chance,
  low: chance,
  high: chance,
});
export type CalibrationStep = z.infer<typeof CalibrationStep>;

/** What scores came to: the chance rises with the score, step by step. No steps while there are too few outcomes. */
export const CalibrationCurve = z.strictObject({
  outcomes: z.int().min(0),
  right: z.int().min(0),
  steps: z.array(CalibrationStep),
});
export type CalibrationCurve = z.infer<typeof CalibrationCurve>;

/** Stored beside a model: what the outcomes that were looked at with it say of its scores. */
export const Calibration = z.strictObject({
  model: z.string(),
  /** Digest of the outcomes that it rests on. */
  outcomes_digest: z.string(),
  all: CalibrationCurve,
  themes: z.partialRecord(Theme, CalibrationCurve),
});
export type Calibration = z.infer<typeof Calibration>;
