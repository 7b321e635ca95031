/**
 * 32 random bits for the n-th draw of a seed, the same in any order of asking (counter-based, so that threads need
 * no common state). Finalizer of MurmurHash3 (Appleby), twice.
 */
export function hashOf(seed: number, n: number): number {
  const low = n >>> 0;
  const high = Math.floor(n / 0x1_0000_0000) >>> 0;
  return mix(mix(low ^ Math.imul(seed | 0, 0x9e3779b1)) ^ Math.imul(high + 1, 0x85ebca6b) ^ seed) >>> 0;
}

/** A random number, 0 ≤ x < 1. */
export const fractionOf = (seed: number, n: number): number => hashOf(seed, n) / 0x1_0000_0000;

/** MurmurHash3's finalizer: every bit of the input moves every bit of the output. */
export function mix(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
