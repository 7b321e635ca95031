export type Order = readonly string[];

export type Quality = {
  readonly precision10: number;
  readonly precision50: number;
  readonly precision100: number;
  readonly recall: number;
};

/** Of the first 10, 50 and 100, how many are right; a shorter order is judged by what it has, an empty one is 0. */
export function precisionAndRecall(order: Order, right: ReadonlySet<string>): Quality {
  const among = (first: readonly string[]) => first.filter((each) => right.has(each)).length;
  const precision = (count: number) => {
    const first = order.slice(0, count);
    return first.length === 0 ? 0 : among(first) / first.length;
  };
  return {
    precision10: precision(10),
    precision50: precision(50),
    precision100: precision(100),
    recall: right.size === 0 ? 0 : among(order) / right.size,
  };
}

/** What a list of that length in random order comes to on average: the base rate wherever one looks. */
export function randomOrder(population: number, length: number, right: number): Quality {
  const rate = population === 0 ? 0 : right / population;
  return {
    precision10: rate,
    precision50: rate,
    precision100: rate,
    recall: population === 0 ? 0 : Math.min(1, length / population),
  };
}
