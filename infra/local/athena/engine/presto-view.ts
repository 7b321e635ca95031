import * as z from 'zod';
import type { StoredTable } from '#local/glue/shapes.ts';
import { QueryError } from '../trino/query-error.ts';

const Definition = z.object({
  originalSql: z.string(),
  catalog: z.string().optional(),
  schema: z.string().optional(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
});
export type ViewDefinition = {
  readonly sql: string;
  readonly database: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
};

/** A view as Athena keeps it: `viewOriginalText` is `/* Presto View: <base64 of JSON> *\/`. Throws INVALID_VIEW. */
export function prestoView(table: StoredTable): ViewDefinition {
  const name = `${table.DatabaseName}.${table.Name}`;
  const encoded = /^\s*\/\*\s*Presto View:\s*(\S+)\s*\*\/\s*$/.exec(table.ViewOriginalText ?? '')?.[1];
  if (encoded === undefined || table.Parameters?.['presto_view'] !== 'true')
    throw new QueryError('INVALID_VIEW', `View '${name}' is no Presto view`);
  try {
    const parsed = Definition.parse(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
    return {
      sql: parsed.originalSql,
      database: parsed.schema ?? table.DatabaseName,
      columns: parsed.columns,
    };
  } catch (cause) {
    throw new QueryError('INVALID_VIEW', `View '${name}' has no readable definition`, undefined, { cause });
  }
}
