/** Share by which two engines' doubles may differ: sums are added up in another order. */
const TOLERANCE = 1e-9;

/**
 * Compares two answers as sets of rows; cells are texts, numbers, booleans or null, and texts that are JSON are compared as
 * JSON. Throws with the first row that the other has not.
 */
export function expectSameRows(
  athena: readonly (readonly unknown[])[],
  trino: readonly (readonly unknown[])[],
): void {
  if (athena.length !== trino.length)
    throw new Error(`the embedded engine gives ${athena.length} rows, Trino ${trino.length}`);
  const [left, right] = [athena, trino].map((rows) =>
    rows.map((row) => row.map(plain)).toSorted((one, other) => compareTexts(sortKey(one), sortKey(other))),
  );
  for (const [index, row] of (left ?? []).entries())
    if (!alike(row, right?.[index]))
      throw new Error(
        `row ${index + 1}: the embedded engine gives ${JSON.stringify(row)}, Trino ${JSON.stringify(right?.[index])}`,
      );
}

/** A cell as a value: what is written as a number or as JSON is read as one. */
function plain(cell: unknown): unknown {
  if (typeof cell !== 'string') return cell;
  if (/^(true|false|-?\d+(\.\d+)?([eE][-+]?\d+)?|[[{].*[\]}])$/s.test(cell)) {
    try {
      const value: unknown = JSON.parse(cell);
      return value;
    } catch {
      return cell;
    }
  }
  // A moment: one engine writes more zeros than the other.
  return cell.replace(/^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(\.\d*?)0*( UTC)?$/, '$1$2').replace(/\.$/, '');
}

/** Rows are put in the same order by what does not depend on the last digits of doubles. */
const sortKey = (row: readonly unknown[]): string =>
  JSON.stringify(row, (_name, value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(6)) : value,
  );

const compareTexts = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

function alike(left: unknown, right: unknown): boolean {
  if (typeof left === 'number' && typeof right === 'number')
    return Math.abs(left - right) <= TOLERANCE * Math.max(1, Math.abs(left), Math.abs(right));
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((each, index) => alike(each, right[index]));
  if (typeof left === 'object' && typeof right === 'object' && left !== null && right !== null) {
    const [one, other] = [Object.entries(left), new Map(Object.entries(right))];
    return one.length === other.size && one.every(([name, each]) => alike(each, other.get(name)));
  }
  return left === right;
}
