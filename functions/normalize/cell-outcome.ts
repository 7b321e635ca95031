import type { CellValue, SourceColumn } from '#schemas/sources/contract.ts';
import { type Bad, type Remark, bad } from '#schemas/values/parsed.ts';

/** What a cell comes to: a value, perhaps with something to be told; or a fault, and the row does not go in. */
export type CellOutcome = {
  readonly value: CellValue;
  readonly remark?: Remark | undefined;
  readonly fault?: Bad | undefined;
};

export const MISSING = bad(
  'value_missing',
  'a value is needed here; fill it in at the source and deliver again',
);
const NUL = bad('nul_byte', 'the row holds a NUL byte; export it as text and deliver again');

/**
 * One cell as a value. A bad one where a value is needed faults the row; elsewhere it becomes unknown and is told.
 * Nothing is coerced silently.
 */
export function readCell(column: SourceColumn, cell: string): CellOutcome {
  if (cell.includes('\u0000')) return { value: null, fault: NUL };
  const parsed = column.parse(cell);
  if (!parsed.ok)
    return column.needed === 'value' ? { value: null, fault: parsed } : { value: null, remark: parsed };
  if (parsed.value === null && column.needed === 'value') return { value: null, fault: MISSING };
  return { value: parsed.value, remark: parsed.note };
}

/**
 * The same, with outcomes of cells that came before kept: streets, towns, dates and names recur, and finding one is
 * several times faster than parsing it; rows in order share half their cells with the row before. Where few recur
 * (BSNs, ids) it stops looking. Bounded, whatever comes.
 */
export function keptCells(column: SourceColumn): (cell: string) => CellOutcome {
  const kept = new Map<string, CellOutcome>();
  let before: string | undefined;
  let outcomeBefore: CellOutcome = { value: null };
  let looks = 0;
  let found = 0;
  let worthwhile = true;
  const look = (cell: string): CellOutcome => {
    if (!worthwhile) return readCell(column, cell);
    const known = kept.get(cell);
    looks += 1;
    if (known !== undefined) {
      found += 1;
      return known;
    }
    if (looks >= TRIAL_LOOKS) {
      worthwhile = found >= looks * LEAST_FOUND;
      looks = 0;
      found = 0;
    }
    const outcome = readCell(column, cell);
    if (kept.size >= MOST_KEPT || !worthwhile) kept.clear();
    kept.set(cell, outcome);
    return outcome;
  };
  return (cell) => {
    if (cell !== before) {
      outcomeBefore = look(cell);
      before = cell;
    }
    return outcomeBefore;
  };
}

const TRIAL_LOOKS = 4096;
const LEAST_FOUND = 0.3;
const MOST_KEPT = 20_000;
