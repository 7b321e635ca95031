/**
 * P(|Z| > z) of a standard normal Z: the complementary error function by its series below 3 and by its continued fraction
 * above (DLMF 7.6.2 and 7.9.1), to about 1e-14.
 */
export function chanceBeyond(z: number): number {
  if (!Number.isFinite(z)) return 0;
  const x = Math.abs(z) / Math.SQRT2;
  return x < 3 ? 1 - series(x) : fraction(x);
}

/** erf(x) = 2/√π e^{−x²} Σ 2^n x^{2n+1} / (1·3·…·(2n+1)). */
function series(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 200 && term > sum * 1e-17; n += 1) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** erfc(x) = e^{−x²}/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + …)))). */
function fraction(x: number): number {
  let value = x;
  for (let n = 120; n >= 1; n -= 1) value = x + n / 2 / value;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / value;
}
