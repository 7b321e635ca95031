import type { ColumnKeeper } from './column-keeper.ts';

/**
 * Keeps of each row the place of its value among the distinct ones. The codes are numbers in one block of memory: a
 * million references to texts are what the garbage collector would go through again and again. Where hardly any value
 * recurs it looks no further than the row before, and a value may then stand among the distinct ones twice.
 */
export function valueCoder(): ColumnKeeper {
  const known = new Map<unknown, number>();
  const distinct: unknown[] = [];
  let codes = new Int32Array(FIRST_ROWS);
  let puts = 0;
  let recurs = true;
  // Neighbours are often alike, and comparing is cheaper than looking up.
  let before: unknown;
  let codeBefore = 0;
  const codeOf = (value: unknown): number => {
    const code = recurs ? known.get(value) : undefined;
    if (code !== undefined) return code;
    distinct.push(value);
    if (recurs) known.set(value, distinct.length);
    if (distinct.length === TRIAL_VALUES && distinct.length > puts * MOST_DISTINCT) {
      recurs = false;
      known.clear();
    }
    return distinct.length;
  };
  return {
    put: (row, value) => {
      if (row >= codes.length) codes = resized(codes, row * 2);
      puts += 1;
      if (value !== before) {
        codeBefore = codeOf(value);
        before = value;
      }
      codes[row] = codeBefore;
    },
    get isEmpty() {
      return distinct.length === 0;
    },
    values: (rows) => ({ distinct, codes: resized(codes, rows).subarray(0, rows) }),
  };
}

const FIRST_ROWS = 4096;
/** After so many distinct values it is looked whether they recur. */
const TRIAL_VALUES = 8192;
const MOST_DISTINCT = 0.4;

function resized(codes: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(size, codes.length));
  larger.set(codes);
  return larger;
}
