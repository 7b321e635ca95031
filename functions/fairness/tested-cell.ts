import type { Measure } from '#schemas/fairness.ts';
import type { Share } from './ratio-interval.ts';

/** A cell before anything is kept back: numbers as they are, and the p-value still uncorrected. */
export type TestedCell = {
  readonly measure: Measure;
  readonly attribute: string;
  readonly group: string;
  readonly one: Share;
  readonly other: Share;
  readonly ratio: number | null;
  readonly low: number;
  readonly high: number;
  readonly pValue: number;
};
