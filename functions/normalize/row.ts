import type { CellValue } from '#schemas/sources/contract.ts';
import type { RecordDraft } from './record-draft.ts';
import type { RecordMaker } from './record-maker.ts';
import type { Notes } from './tally.ts';

/**
 * A row after its cells were parsed: field of the contract → value; null for unknown, undefined for a field that the
 * file has no column of. It holds until the next row is read, which takes its place.
 */
export type Row = { get(field: string): CellValue | undefined };

/** What a source's file says of one row: the row's subject first, then what it mentions. Pure. */
export type RowToRecords = (row: Row, line: number, make: RecordMaker, notes: Notes) => RecordDraft[];

export function textOf(row: Row, field: string): string | null {
  const value = row.get(field);
  return typeof value === 'string' ? value : null;
}

export function numberOf(row: Row, field: string): number | null {
  const value = row.get(field);
  return typeof value === 'number' ? value : null;
}

export function flagOf(row: Row, field: string): boolean | null {
  const value = row.get(field);
  return typeof value === 'boolean' ? value : null;
}

/** A field whose column takes its values from a closed list. */
export function choiceOf<const Choice extends string>(
  row: Row,
  field: string,
  choices: readonly Choice[],
): Choice | null {
  const value = row.get(field);
  return choices.find((choice) => choice === value) ?? null;
}
