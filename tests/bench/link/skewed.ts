import type { Random } from './random.ts';

const SLOTS = 2 ** 16;

/**
 * Ranks 0…`count` − 1 as often as names are: Zipf's law with Mandelbrot's shift, 1 / (rank + 1 + shift). The shift keeps
 * the most frequent one from being everybody's: with 20 of 6,000 it is 0.8 in 100. A table of 65,536 slots, so what
 * is rarer than one in 65,536 comes from elsewhere.
 */
export function skewed(count: number, shift: number): (random: Random) => number {
  const table = new Uint16Array(SLOTS);
  let total = 0;
  for (let rank = 0; rank < count; rank += 1) total += 1 / (rank + 1 + shift);
  let upTo = 0;
  let slot = 0;
  for (let rank = 0; rank < count; rank += 1) {
    upTo += 1 / (rank + 1 + shift) / total;
    while (slot < Math.round(upTo * SLOTS)) table[slot++] = rank;
  }
  return (random) => table[random.below(SLOTS)] ?? 0;
}
