import type { CellValue, SourceContract } from '#schemas/sources/contract.ts';
import { bad } from '#schemas/values/parsed.ts';
import { MISSING, keptCells, readCell } from './cell-outcome.ts';
import { type RowFault, planCells } from './cell-plan.ts';
import type { Row } from './row.ts';
import type { Notes } from './tally.ts';

export type CsvCells = {
  /** The cells of one row as values, or why it cannot go in. */
  parse(cells: readonly string[], notes: Notes): Row | RowFault;
  /** Only the natural key of a row that is at fault elsewhere; undefined where it cannot be read either. */
  readKey(cells: readonly string[]): Row | undefined;
};

const RAGGED = bad(
  'ragged_row',
  'the row has another number of cells than the header; a delimiter inside a cell needs quotation marks around it',
);

/** Reads the rows of a CSV file with this header. All rows share one array of values. */
export function csvCells(contract: SourceContract, header: readonly string[]): CsvCells {
  const plan = planCells(contract, header).map((cell) => ({ ...cell, read: keptCells(cell.column) }));
  const values: CellValue[] = plan.map(() => null);
  const places = new Map(plan.map(({ field }, place) => [field, place]));
  const row: Row = {
    get: (field) => {
      const place = places.get(field);
      return place === undefined ? undefined : values[place];
    },
  };
  return {
    parse: (cells, notes) => {
      if (cells.length !== header.length && !isPadded(cells, header.length))
        return { ...RAGGED, column: null };
      for (let place = 0; place < plan.length; place += 1) {
        const planned = plan[place];
        if (!planned) continue;
        const cell = cells[planned.index] ?? '';
        if (cell === '') {
          if (planned.column.needed === 'value') return { ...MISSING, column: planned.header };
          values[place] = null;
          continue;
        }
        const { value, remark, fault } = planned.read(cell);
        if (fault) return { ...fault, column: planned.header };
        if (remark) notes.add(remark, planned.header);
        values[place] = value;
      }
      return row;
    },
    readKey: (cells) => {
      // Of a ragged row nobody knows which cell is which.
      if (cells.length !== header.length && !isPadded(cells, header.length)) return undefined;
      const key = new Map<string, CellValue>();
      for (const { index, field, column } of plan) {
        if (!contract.naturalKey.includes(field)) continue;
        const { value } = readCell({ ...column, needed: 'no' }, cells[index] ?? '');
        if (value !== null) key.set(field, value);
      }
      return key;
    },
  };
}

/** Spreadsheets leave empty cells behind the last one. */
const isPadded = (cells: readonly string[], cellCount: number): boolean =>
  cells.length > cellCount && cells.slice(cellCount).every((cell) => cell.trim() === '');
