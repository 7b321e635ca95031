import type { CodedValues } from '#ports';

/**
 * A column's values as places among the distinct ones; undefined where so many differ that a dictionary saves nothing.
 * Gives up early: a column of ids costs no more than a look at its first thousand values.
 */
export function codedValues(values: readonly unknown[]): CodedValues | undefined {
  const known = new Map<unknown, number>();
  const distinct: unknown[] = [];
  const codes = new Int32Array(values.length);
  // Neighbours are often alike; comparing is cheaper than looking up.
  let before: unknown;
  let codeBefore = 0;
  let present = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at];
    if (value === null || value === undefined) continue;
    if (value !== before) {
      let code = known.get(value);
      if (code === undefined) {
        if (distinct.length >= FIRST_VALUES && !isWorthwhile(distinct.length, present)) return undefined;
        distinct.push(value);
        code = distinct.length;
        known.set(value, code);
      }
      before = value;
      codeBefore = code;
    }
    codes[at] = codeBefore;
    present += 1;
  }
  return { distinct, codes };
}

const FIRST_VALUES = 1000;

/** Is a dictionary of so many distinct values worth its while? */
export const isWorthwhile = (distinct: number, present: number): boolean =>
  distinct <= present * MOST_DISTINCT;
const MOST_DISTINCT = 0.5;
