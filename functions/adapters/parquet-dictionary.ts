export type Dictionary<Value> = {
  readonly distinct: readonly Value[];
  /** Of each value its place in `distinct`. */
  readonly places: Int32Array;
};

/**
 * A column's distinct values and where each stands among them; undefined where so many differ that a dictionary saves
 * nothing. Gives up early: a column of ids costs no more than a look at its first thousand values.
 */
export function dictionaryOf<Value extends string | number>(
  values: readonly Value[],
): Dictionary<Value> | undefined {
  const known = new Map<Value, number>();
  const distinct: Value[] = [];
  const places = new Int32Array(values.length);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at];
    if (value === undefined) continue;
    let place = known.get(value);
    if (place === undefined) {
      place = distinct.length;
      if (place >= FIRST_VALUES && place > at * MOST_DISTINCT) return undefined;
      known.set(value, place);
      distinct.push(value);
    }
    places[at] = place;
  }
  return distinct.length > values.length * MOST_DISTINCT ? undefined : { distinct, places };
}

const FIRST_VALUES = 1000;
/** Share of distinct values up to which a dictionary is worth its while. */
const MOST_DISTINCT = 0.5;
