import { encode } from '../engine/encode/encode.ts';
import { explainEntity } from '../engine/explain/explain-entity.ts';
import { InputError } from '../engine/table/input-error.ts';
import { type InputTable, readTable } from '../engine/table/read-table.ts';
import { type Column, UNKNOWN } from '../engine/table/table.ts';
import { textAt } from '../engine/table/text-at.ts';
import { openPool } from '../engine/threads/pool.ts';
import { defineTask } from '../engine/threads/task.ts';
import { decisionsIn } from './decisions-in.ts';
import type { Run } from './last-run.ts';
import { lookAtColumns } from './look-at-columns.ts';
import { Progress } from './progress.ts';
import { checkColumns, columnsOf } from './model-columns.ts';

export type ExplainOrder = Run & { readonly entity: string; readonly threads: number };

/** Why the records of an entity are one, in lines of text. Throws InputError. */
export const explainFiles = defineTask(
  import.meta.url,
  'explainFiles',
  async (order: ExplainOrder): Promise<string[]> => {
    const { model, entity } = order;
    const pool = openPool(order.threads);
    try {
      const clusters = await readTable([order.clusters], { threads: pool });
      const rows = rowsOf(clusters, entity, order.clusters);
      const table = await readTable(order.inputs, { threads: pool, only: columnsOf(model, undefined) });
      checkColumns(
        model,
        table.sources.flatMap(({ columns }) => columns),
        undefined,
      );
      const { ids } = lookAtColumns(table, undefined);
      const idOf = (row: number): string => {
        const column = ids[table.inputs?.[row] ?? 0];
        return column ? textAt(column, column.codes[row] ?? UNKNOWN) : '';
      };
      const written = clusters.columns[1];
      const other = rows.find(
        (row) => written && textAt(written, written.codes[row] ?? UNKNOWN) !== idOf(row),
      );
      if (clusters.rows !== table.rows || other !== undefined)
        throw new InputError(
          `${order.clusters} was not made from ${order.inputs.join(' and ')} as it is now. Link again, with --out.`,
        );
      const encoded = await encode(table, model.fields, pool);
      const decided =
        order.decisions === undefined
          ? undefined
          : await decisionsIn(
              order.decisions,
              { rows: table.rows, ids, inputs: table.inputs },
              new Progress(),
            );
      return [
        `Entity ${entity}`,
        ...explainEntity({ encoded, model, rows, idOf, decisions: decided?.decisions ?? [] }),
      ];
    } finally {
      await pool.close();
    }
  },
);

/** Rows of an entity in a file of clusters, which has one line per row. */
function rowsOf(clusters: InputTable, entity: string, path: string): number[] {
  const column: Column | undefined = clusters.columns.find(({ name }) => name === 'entity');
  if (!column) throw new InputError(`${path} has no column entity. Name a file that --out wrote.`);
  const rows: number[] = [];
  for (let row = 0; row < clusters.rows; row++)
    if (textAt(column, column.codes[row] ?? UNKNOWN) === entity) rows.push(row);
  if (rows.length === 0) throw new InputError(`${path} has no entity ${entity}.`);
  return rows;
}
