import type { CellValue, SourceColumn, SourceContract } from '#schemas/sources/contract.ts';
import { headerOf, matchNames } from '#schemas/sources/mapping.ts';
import { bad, type Bad } from '#schemas/values/parsed.ts';
import type { Row } from './row.ts';
import type { Notes } from './tally.ts';

/** What is wrong with a row, so that it does not go in. */
export type RowFault = Bad & { readonly column: string | null };

export type PlannedCell = {
  /** Place of the cell in a CSV row. */
  readonly index: number;
  readonly field: string;
  /** Header as in the file. */
  readonly header: string;
  readonly column: SourceColumn;
};

/** Which cells of a CSV row are read, made once per chunk from its header. */
export function planCells(contract: SourceContract, header: readonly string[]): PlannedCell[] {
  const { fields } = matchNames(contract, header);
  return fields.flatMap((field, index) => {
    const column = field === null ? undefined : contract.columns[field];
    return field === null || !column ? [] : [{ index, field, header: header[index] ?? field, column }];
  });
}

const MISSING = bad('value_missing', 'a value is needed here; fill it in at the source and deliver again');
const RAGGED = bad(
  'ragged_row',
  'the row has another number of cells than the header; a delimiter inside a cell needs quotation marks around it',
);
const NUL = bad('nul_byte', 'the row holds a NUL byte; export it as text and deliver again');

/**
 * The cells of one row as values. A bad cell where a value is needed faults the row; elsewhere it becomes unknown and
 * is told. Nothing is coerced silently.
 */
export function parseCells(
  cells: readonly string[],
  cellCount: number,
  plan: readonly PlannedCell[],
  notes: Notes,
): Row | RowFault {
  if (cells.length !== cellCount && !isPadded(cells, cellCount)) return { ...RAGGED, column: null };
  const row = new Map<string, CellValue>();
  for (const { index, field, header, column } of plan) {
    const cell = cells[index] ?? '';
    const fault =
      cell === '' ? setEmpty(row, field, header, column) : setCell(row, field, header, column, cell, notes);
    if (fault) return fault;
  }
  return row;
}

/** Spreadsheets leave empty cells behind the last one. */
const isPadded = (cells: readonly string[], cellCount: number): boolean =>
  cells.length > cellCount && cells.slice(cellCount).every((cell) => cell.trim() === '');

function setEmpty(
  row: Map<string, CellValue>,
  field: string,
  header: string,
  column: SourceColumn,
): RowFault | undefined {
  if (column.needed === 'value') return { ...MISSING, column: header };
  row.set(field, null);
  return undefined;
}

/** Parses one cell into the row; gives the fault when the row cannot go in without it. */
export function setCell(
  row: Map<string, CellValue>,
  field: string,
  header: string,
  column: SourceColumn,
  cell: string,
  notes: Notes,
): RowFault | undefined {
  if (cell.includes('\u0000')) return { ...NUL, column: header };
  const parsed = column.parse(cell);
  if (parsed.ok) {
    if (parsed.value === null && column.needed === 'value') return { ...MISSING, column: header };
    if (parsed.note) notes.add(parsed.note, header);
    row.set(field, parsed.value);
    return undefined;
  }
  if (column.needed === 'value') return { ...parsed, column: header };
  notes.add(parsed, header);
  row.set(field, null);
  return undefined;
}

/** Fields that need a value and that a row of JSON left out. */
export function missingValue(
  contract: SourceContract,
  row: Row,
  mapping: Parameters<typeof headerOf>[0],
): RowFault | undefined {
  for (const [field, column] of Object.entries(contract.columns))
    if (column.needed === 'value' && row.get(field) === undefined)
      return { ...MISSING, column: headerOf(mapping, field) };
  return undefined;
}

/** Only the natural key of a CSV row that is at fault elsewhere; undefined where it cannot be read either. */
export function readKeyCells(
  cells: readonly string[],
  cellCount: number,
  plan: readonly PlannedCell[],
  contract: SourceContract,
): Row | undefined {
  // Of a ragged row nobody knows which cell is which.
  if (cells.length !== cellCount && !isPadded(cells, cellCount)) return undefined;
  const row = new Map<string, CellValue>();
  for (const { index, field, column } of plan) {
    if (!contract.naturalKey.includes(field)) continue;
    const cell = cells[index] ?? '';
    const parsed = cell.includes('\u0000') ? undefined : column.parse(cell);
    if (parsed?.ok) row.set(field, parsed.value);
  }
  return row;
}
