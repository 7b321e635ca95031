/** A seeded source of randomness: the same seed gives the same town (mulberry32, by T. Ettinger). */
export type Random = {
  /** 0 ≤ x < 1 */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  /** low ≤ x < high */
  between(low: number, high: number): number;
  /** Around 1 for ordinary spread: median times e^(sigma·N(0,1)); skewed to the right, as use and prices are. */
  spread(median: number, sigma: number): number;
  /** How often a rare thing happens (Knuth); `mean` up to some hundreds. */
  count(mean: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Index drawn by weight. */
  weighted(weights: readonly number[]): number;
  /** `count` different members, in drawn order. */
  sample<T>(from: readonly T[], count: number): T[];
};

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    whole,
    between: (low, high) => low + next() * (high - low),
    // Box and Muller 1958.
    spread: (median, sigma) =>
      median * Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
    count: (mean) => {
      const limit = Math.exp(-mean);
      let count = -1;
      for (let product = 1; product > limit || count < 0; product *= next()) count += 1;
      return count;
    },
    chance: (probability) => next() < probability,
    pick: (from) => {
      const picked = from[whole(0, from.length - 1)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
    weighted: (weights) => {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
      for (const [index, weight] of weights.entries()) {
        left -= weight;
        if (left < 0) return index;
      }
      return weights.length - 1;
    },
    sample: (from, count) => {
      const rest = [...from];
      for (let index = 0; index < Math.min(count, rest.length); index += 1) {
        const other = whole(index, rest.length - 1);
        const held = rest[index];
        const drawn = rest[other];
        if (held !== undefined && drawn !== undefined) {
          rest[index] = drawn;
          rest[other] = held;
        }
      }
      return rest.slice(0, count);
    },
  };
}
