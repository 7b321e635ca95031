import type { SourceColumn, SourceContract } from '#schemas/sources/contract.ts';
import { headerOf, matchNames } from '#schemas/sources/mapping.ts';
import type { Bad } from '#schemas/values/parsed.ts';
import { MISSING } from './cell-outcome.ts';
import type { Row } from './row.ts';

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
