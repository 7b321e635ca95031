import { tableOfRows } from '../table/table-of-rows.ts';
import type { Table } from '../table/table.ts';
import { textAt } from '../table/text-at.ts';

/** At most so many rows of a table, evenly spread, as a table of its own. */
export function sampleTable(table: Table, most: number): Table {
  if (table.rows <= most) return table;
  const rows = Array.from({ length: most }, (_, i) => Math.floor((i * table.rows) / most));
  return tableOfRows(
    table.columns.map(({ name }) => name),
    rows.map((row) =>
      table.columns.map((column) => {
        const code = column.codes[row] ?? -1;
        return code < 0 ? null : textAt(column, code);
      }),
    ),
  );
}
