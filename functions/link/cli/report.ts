import type { Evaluation } from '../engine/evaluate/evaluate.ts';
import type { Model } from '../engine/model/model.ts';

/** What a run tells of itself. */
export type Report = {
  readonly rows: number;
  /** Distinct pairs that were weighed. */
  readonly pairsScored: number;
  readonly seconds: {
    readonly load: number;
    readonly encode: number;
    readonly estimate: number;
    readonly block: number;
    readonly score: number;
    readonly cluster: number;
    /** From the start of the process until the report is written. */
    readonly total: number;
  };
  /** Of the whole process. */
  readonly peakRssMb: number;
  readonly model: Model;
} & Partial<Evaluation>;

/** As JSON, each level with its weight in bits, which follows from m and u. */
export function reportJson({ model, ...rest }: Report): string {
  return `${JSON.stringify({ ...rest, model: withWeights(model) }, rounded, 2)}\n`;
}

/** A model for `--model`, with its weights for people. */
export const modelJson = (model: Model): string => `${JSON.stringify(withWeights(model), null, 2)}\n`;

const withWeights = (model: Model) => ({
  ...model,
  comparisons: model.comparisons.map((comparison) => ({
    ...comparison,
    levels: comparison.levels.map((level) => ({
      ...level,
      weightBits: Number(Math.log2(level.m / level.u).toFixed(4)),
    })),
  })),
});

/** Seconds and megabytes to what can be told apart. */
function rounded(key: string, value: unknown): unknown {
  if (key === 'peakRssMb' && typeof value === 'number') return Math.round(value);
  if (key === 'seconds' && typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, seconds]) => [name, Number(Number(seconds).toFixed(3))]),
    );
  return value;
}
