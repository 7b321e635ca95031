import type { Precision } from '#schemas/stored-pattern.ts';

/** Standard normal quantile of a two-sided 95% interval. */
const Z = 1.959963984540054;

/**
 * A share with Wilson's score interval (E. B. Wilson, JASA 22, 1927), which holds for few cases and for shares near 0
 * and 1, where the plain normal interval does not. Null without cases. Throws RangeError for impossible counts.
 */
export function wilson(right: number, settled: number): Precision {
  if (!(right >= 0 && right <= settled)) throw new RangeError(`${right} of ${settled}`);
  if (settled === 0) return null;
  const share = right / settled;
  const denominator = 1 + (Z * Z) / settled;
  const centre = share + (Z * Z) / (2 * settled);
  const spread = Z * Math.sqrt((share * (1 - share)) / settled + (Z * Z) / (4 * settled * settled));
  return {
    value: rounded(share),
    low: rounded(Math.max(0, (centre - spread) / denominator)),
    high: rounded(Math.min(1, (centre + spread) / denominator)),
  };
}

const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;
