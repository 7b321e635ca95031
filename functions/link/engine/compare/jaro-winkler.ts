/** Winkler counts at most so many equal first bytes, each worth a tenth of what is missing to 1. */
export const WINKLER_PREFIX = 4;
export const WINKLER_SCALE = 0.1;

/**
 * Jaro-Winkler similarity of two texts' bytes, 0 to 1. Winkler (1990), "String Comparator Metrics and Enhanced
 * Decision Rules in the Fellegi-Sunter Model of Record Linkage": Jaro's similarity J of m matching bytes that stand
 * no further apart than half the longer text less one, t of them out of order, (m/|a| + m/|b| + (m − ⌊t/2⌋)/m) / 3,
 * where half of an odd t is rounded down as in Winkler's own strcmp95 (US Census Bureau) and in DuckDB;
 * then J + 0.1 p (1 − J) for p ≤ 4 equal first bytes, whatever J is (no boost threshold).
 */
export function jaroWinkler(a: Uint8Array, b: Uint8Array): number {
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Uint8Array(b.length);
  const matched: (number | undefined)[] = [];
  for (let i = 0; i < a.length; i++) {
    const to = Math.min(b.length, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < to; j++) {
      if (taken[j] === 1 || a[i] !== b[j]) continue;
      taken[j] = 1;
      matched.push(a[i]);
      break;
    }
  }
  const m = matched.length;
  if (m === 0) return 0;
  const inOther = b.filter((_, j) => taken[j] === 1);
  const t = matched.filter((byte, k) => byte !== inOther[k]).length;
  return winkler(jaro(m, t, a.length, b.length), commonPrefix(a, b));
}

/** Jaro's similarity from m matches, t of them out of order (both ways counted), and the texts' lengths. */
export const jaro = (m: number, t: number, lengthA: number, lengthB: number): number =>
  (m / lengthA + m / lengthB + (m - Math.floor(t / 2)) / m) / 3;

export const winkler = (similarity: number, prefix: number): number =>
  similarity + prefix * WINKLER_SCALE * (1 - similarity);

function commonPrefix(a: Uint8Array, b: Uint8Array): number {
  const most = Math.min(WINKLER_PREFIX, a.length, b.length);
  let prefix = 0;
  while (prefix < most && a[prefix] === b[prefix]) prefix += 1;
  return prefix;
}
