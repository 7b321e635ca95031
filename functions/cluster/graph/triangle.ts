/**
 * Where a pair of `size` things stands among all of them, in the order (0, 1), (0, 2) … (1, 2), (1, 3) …: a symmetric
 * matrix without its diagonal, once.
 */
export const cellOf = (one: number, other: number, size: number): number =>
  one < other
    ? (one * (2 * size - one - 1)) / 2 + other - one - 1
    : (other * (2 * size - other - 1)) / 2 + one - other - 1;
