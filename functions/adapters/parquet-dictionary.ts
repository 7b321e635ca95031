export type Dictionary = {
  readonly distinct: readonly unknown[];
  /** Of each value its place in `distinct`. */
  readonly places: Int32Array;
};

/**
 * A column's distinct values and where each stands among them; undefined where so many differ that a dictionary saves
 * nothing. Gives up early: a column of ids costs no more than a look at its first thousand values.
 */
export function dictionaryOf(values: readonly unknown[]): Dictionary | undefined {
  const known = new Map<unknown, number>();
  const distinct: unknown[] = [];
  const places = new Int32Array(values.length);
  // Neighbours are often alike; comparing is cheaper than looking up.
  let before: unknown;
  let placeBefore = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at];
    if (value !== before || at === 0) {
      let place = known.get(value);
      if (place === undefined) {
        place = distinct.length;
        if (place >= FIRST_VALUES && place > at * MOST_DISTINCT) return undefined;
        known.set(value, place);
        distinct.push(value);
      }
      before = value;
      placeBefore = place;
    }
    places[at] = placeBefore;
  }
  return distinct.length > values.length * MOST_DISTINCT ? undefined : { distinct, places };
}

const FIRST_VALUES = 1000;
/** Share of distinct values up to which a dictionary is worth its while. */
const MOST_DISTINCT = 0.5;
