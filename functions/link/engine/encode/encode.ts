import type { Field } from '../model/field.ts';
import { type Column, type Table, UNKNOWN } from '../table/table.ts';
import { defineTask } from '../threads/task.ts';
import type { Pool } from '../threads/pool.ts';
import { deriveTexts } from './derive-texts.ts';
import type { Encoded } from './encoded.ts';
import { joinColumns } from './join-columns.ts';

/**
 * Derives each field of a model from the table's columns: steps apply once per distinct text, and what comes out is
 * coded again, so that texts that become equal share a code. Same codes for any number of threads.
 * Throws if a field needs a column that the table does not have.
 */
export async function encode(table: Table, fields: readonly Field[], pool: Pool): Promise<Encoded> {
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  const before = derivedBefore.get(table) ?? new Map<string, Column>();
  derivedBefore.set(table, before);
  const textsOf = ({ columns: names, transforms }: Field): number =>
    transforms.length === 0 ? 0 : names.reduce((sum, name) => sum + (columns.get(name)?.texts.size ?? 0), 0);
  // What takes long begins first, so that no thread is left with it alone.
  const missing = fields
    .filter((field) => !before.has(keyOf(field)))
    .toSorted((a, b) => textsOf(b) - textsOf(a));
  const derived = await pool.run(
    deriveColumn,
    missing.map((field) => ({
      field,
      rows: table.rows,
      columns: field.columns.map((name) => {
        const column = columns.get(name);
        if (!column)
          throw new Error(
            `Field ${field.name} needs column ${name}, which is not there; there are ${[...columns.keys()].join(', ')}`,
          );
        return column;
      }),
    })),
  );
  for (const [at, field] of missing.entries()) {
    const column = derived[at];
    if (column) before.set(keyOf(field), column);
  }
  return {
    rows: table.rows,
    fields: new Map(
      fields.flatMap((field) => {
        const column = before.get(keyOf(field));
        return column ? [[field.name, column] as const] : [];
      }),
    ),
    ...(table.inputs ? { inputs: table.inputs } : {}),
  };
}

/** What was derived of a table stays with it: a model is learned from fields that it then looks at. */
const derivedBefore = new WeakMap<Table, Map<string, Column>>();

const keyOf = (field: Field): string => JSON.stringify(field);

type Order = { readonly field: Field; readonly rows: number; readonly columns: readonly Column[] };

export const deriveColumn = defineTask(import.meta.url, 'deriveColumn', (order: Order): Column => {
  const { field } = order;
  const [first, ...others] = order.columns;
  if (!first) throw new Error(`Field ${field.name} names no column`);
  const source =
    others.length === 0 ? first : joinColumns(order.columns, order.rows, field.needsAll ?? false);
  return field.transforms.length === 0 ? { ...source, name: field.name } : transformColumn(source, field);
});

function transformColumn(source: Column, field: Field): Column {
  const { texts, codeOf } = deriveTexts(source.texts, field.transforms);
  const codes = new Int32Array(new SharedArrayBuffer(4 * source.codes.length));
  for (let row = 0; row < codes.length; row++) {
    const code = source.codes[row] ?? UNKNOWN;
    codes[row] = code < 0 ? UNKNOWN : (codeOf[code] ?? UNKNOWN);
  }
  return { name: field.name, codes, texts };
}
