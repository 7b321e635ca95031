import { bucketed } from './bucketed.ts';

/** Components that need a closer look, in order of their smallest rows: their rows, one component after the other. */
export type Contested = {
  readonly count: number;
  /** Rows of component c, ascending: `rows[rowStart[c]] … rows[rowStart[c + 1] − 1]`. */
  readonly rowStart: Uint32Array;
  readonly rows: Uint32Array;
  /** Per row the number of its component, −1 if that is not contested. */
  readonly ofRow: Int32Array;
};

/** `isContested`: per component, at its smallest row. */
export function contestedOf(component: Int32Array, isContested: Uint8Array): Contested {
  const numberOf = new Int32Array(component.length).fill(-1);
  let count = 0;
  for (let root = 0; root < isContested.length; root++) if (isContested[root] === 1) numberOf[root] = count++;
  const ofRow = new Int32Array(component.length);
  for (let row = 0; row < component.length; row++) ofRow[row] = numberOf[component[row] ?? 0] ?? -1;
  const { start, items } = bucketed(count, ofRow);
  return { count, rowStart: start, rows: items, ofRow };
}

export const rowsOf = ({ rowStart }: Contested, at: number): number =>
  (rowStart[at + 1] ?? 0) - (rowStart[at] ?? 0);

export const pairsOf = (contested: Contested, at: number): number => {
  const rows = rowsOf(contested, at);
  return (rows * (rows - 1)) / 2;
};
