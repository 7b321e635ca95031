/**
 * The beta distribution, of which a chance's interval is read. Incomplete beta function by its continued fraction
 * (DLMF 8.17.22, evaluated after Lentz, Applied Optics 15:668, 1976), ln Γ after Lanczos (SIAM J. Numer. Anal. 1:86,
 * 1964; g = 7, nine terms).
 */

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0, to about 1e-14. */
function logGamma(x: number): number {
  const shifted = x - 1;
  const [first = 0, ...terms] = LANCZOS;
  const sum = terms.reduce((total, term, at) => total + term / (shifted + at + 1), first);
  const base = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
}

const TINY = 1e-300;
const kept = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/** The continued fraction of 8.17.22; it converges fast for x below (a + 1) / (a + b + 2). */
function continuedFraction(x: number, a: number, b: number): number {
  let numerator = 1;
  let denominator = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let value = denominator;
  for (let m = 1; m <= 500; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    denominator = 1 / kept(1 + even * denominator);
    numerator = kept(1 + even / numerator);
    value *= denominator * numerator;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    denominator = 1 / kept(1 + odd * denominator);
    numerator = kept(1 + odd / numerator);
    const step = denominator * numerator;
    value *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return value;
}

/** P(X ≤ x) of a beta-distributed X with a, b > 0. Throws RangeError for others. */
export function betaCdf(x: number, a: number, b: number): number {
  if (!(a > 0 && b > 0)) throw new RangeError(`a beta distribution with ${a} and ${b}`);
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * continuedFraction(x, a, b)) / a
    : 1 - (front * continuedFraction(1 - x, b, a)) / b;
}

/** The x below which a share `probability` of the distribution lies; by halving, to 2^-60. */
export function betaQuantile(probability: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (betaCdf(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
