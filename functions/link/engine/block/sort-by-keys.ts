const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/** Numbers by which to sort, all less than `range`. */
export type Keys = { readonly numbers: Uint32Array; readonly range: number };
export type Sorted = { readonly rows: Uint32Array; readonly keys: readonly Keys[] };

/**
 * Rows in order of a first key, then of a second one, and so on; rows with equal keys stay in their order. A radix
 * sort, 11 bits a pass, least significant first, which carries the keys along so that it reads memory in order.
 */
export function sortByKeys(rows: Uint32Array, keys: readonly Keys[]): Sorted {
  let sorted: Sorted = { rows, keys };
  let spare: Sorted | null = null;
  for (let which = keys.length - 1; which >= 0; which--) {
    const bits = 32 - Math.clz32(Math.max(1, keys[which]?.range ?? 1) - 1);
    for (let shift = 0; shift < bits; shift += DIGIT_BITS) {
      const target: Sorted = spare ?? emptyLike(sorted);
      place(sorted, target, which, shift);
      // What came in is not written to.
      spare = sorted.rows === rows ? null : sorted;
      sorted = target;
    }
  }
  return sorted;
}

function emptyLike({ rows, keys }: Sorted): Sorted {
  return {
    rows: new Uint32Array(rows.length),
    keys: keys.map(({ numbers, range }) => ({ numbers: new Uint32Array(numbers.length), range })),
  };
}

function place(from: Sorted, to: Sorted, which: number, shift: number): void {
  const digits = from.keys[which]?.numbers;
  if (!digits) return;
  const next = starts(digits, shift);
  const places = new Uint32Array(digits.length);
  for (let i = 0; i < digits.length; i++) {
    const digit = ((digits[i] ?? 0) >>> shift) & (DIGITS - 1);
    const at = next[digit] ?? 0;
    places[i] = at;
    next[digit] = at + 1;
  }
  move(from.rows, to.rows, places);
  for (const [index, { numbers }] of from.keys.entries()) {
    const target = to.keys[index];
    if (target) move(numbers, target.numbers, places);
  }
}

function starts(digits: Uint32Array, shift: number): Uint32Array {
  const next = new Uint32Array(DIGITS + 1);
  for (let i = 0; i < digits.length; i++) {
    const digit = ((digits[i] ?? 0) >>> shift) & (DIGITS - 1);
    next[digit + 1] = (next[digit + 1] ?? 0) + 1;
  }
  for (let digit = 0; digit < DIGITS; digit++) next[digit + 1] = (next[digit + 1] ?? 0) + (next[digit] ?? 0);
  return next;
}

function move(from: Uint32Array, to: Uint32Array, places: Uint32Array): void {
  for (let i = 0; i < places.length; i++) to[places[i] ?? 0] = from[i] ?? 0;
}
