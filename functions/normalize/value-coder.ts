import type { ColumnKeeper } from './column-keeper.ts';

/**
 * Keeps of each row the place of its value among the distinct ones. The codes are numbers in one block of memory: a
 * million references to texts are what the garbage collector would go through again and again.
 */
export function valueCoder(): ColumnKeeper {
  const known = new Map<unknown, number>();
  const distinct: unknown[] = [];
  let codes = new Int32Array(FIRST_ROWS);
  // Neighbours are often alike, and comparing is cheaper than looking up.
  let before: unknown;
  let codeBefore = 0;
  return {
    put: (row, value) => {
      if (row >= codes.length) codes = resized(codes, row * 2);
      if (value !== before) {
        let code = known.get(value);
        if (code === undefined) {
          distinct.push(value);
          code = distinct.length;
          known.set(value, code);
        }
        before = value;
        codeBefore = code;
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

function resized(codes: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(size, codes.length));
  larger.set(codes);
  return larger;
}
