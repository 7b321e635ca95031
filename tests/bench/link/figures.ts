import * as z from 'zod';

/** Seconds per stage; engines have different ones. */
const Stages = z.record(z.string(), z.number());

/** What one run of one engine took; all times in seconds. */
export const RunFigures = z.object({
  wall: z.number(),
  /** Processor time of all threads: on a machine that does other things too it says more than `wall`. */
  cpu: z.number().optional(),
  stages: Stages,
  rows: z.number(),
  pairsScored: z.number(),
  peakRssMb: z.number(),
});
export type RunFigures = z.infer<typeof RunFigures>;

/** Medians, each figure by itself: the stages need not add up to the whole. */
export function medians(runs: readonly RunFigures[]): RunFigures {
  const of = (pick: (run: RunFigures) => number): number => median(runs.map(pick));
  const names = [...new Set(runs.flatMap(({ stages }) => Object.keys(stages)))];
  const cpus = runs.flatMap(({ cpu }) => (cpu === undefined ? [] : [cpu]));
  return {
    wall: of(({ wall }) => wall),
    ...(cpus.length > 0 ? { cpu: median(cpus) } : {}),
    stages: Object.fromEntries(names.map((name) => [name, of(({ stages }) => stages[name] ?? 0)])),
    rows: of(({ rows }) => rows),
    pairsScored: of(({ pairsScored }) => pairsScored),
    peakRssMb: of(({ peakRssMb }) => peakRssMb),
  };
}

/** The middle one, or the mean of the two in the middle. Throws RangeError if there are none. */
export function median(numbers: readonly number[]): number {
  const ordered = numbers.toSorted((left, right) => left - right);
  const upper = ordered[ordered.length >> 1];
  const lower = ordered[(ordered.length - 1) >> 1];
  if (upper === undefined || lower === undefined) throw new RangeError('No numbers have a median');
  return (lower + upper) / 2;
}
