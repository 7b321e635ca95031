/**
 * Solves A x = b for a symmetric positive definite A (n × n, row by row) by Cholesky's decomposition A = L Lᵀ.
 * Throws RangeError for a matrix that is not positive definite.
 */
export function solvePositiveDefinite(
  matrix: readonly (readonly number[])[],
  b: readonly number[],
): number[] {
  const lower: number[][] = [];
  for (const [row, values] of matrix.entries()) {
    const line: number[] = [];
    for (let column = 0; column <= row; column += 1) {
      let rest = values[column] ?? 0;
      const other = column === row ? line : (lower[column] ?? []);
      for (let at = 0; at < column; at += 1) rest -= (line[at] ?? 0) * (other[at] ?? 0);
      if (column < row) line.push(rest / (other[column] ?? 0));
      else if (rest > 0) line.push(Math.sqrt(rest));
      else throw new RangeError('the matrix is not positive definite');
    }
    lower.push(line);
  }
  const half: number[] = [];
  for (const [row, line] of lower.entries()) {
    let rest = b[row] ?? 0;
    for (let at = 0; at < row; at += 1) rest -= (line[at] ?? 0) * (half[at] ?? 0);
    half.push(rest / (line[row] ?? 1));
  }
  const solution = half.map(() => 0);
  for (let row = half.length - 1; row >= 0; row -= 1) {
    let rest = half[row] ?? 0;
    for (let at = row + 1; at < half.length; at += 1) rest -= (lower[at]?.[row] ?? 0) * (solution[at] ?? 0);
    solution[row] = rest / (lower[row]?.[row] ?? 1);
  }
  return solution;
}
