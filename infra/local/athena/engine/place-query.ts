import { knownStatement } from '../trino/known-statements.ts';
import type { Statement } from '../trino/statement.ts';
import { QueryError } from '../trino/query-error.ts';
import type { Relation } from '../trino/relations.ts';
import type { StoredTable } from '#local/glue/shapes.ts';
import { quoteName } from './hive-type.ts';
import { prestoView } from './presto-view.ts';
import { type ScanContext, scanTable } from './scan.ts';
import { checkedView } from './view-columns.ts';

/** What a statement stands on, ready in the session, and its SQL for DuckDB. */
export type PlacedQuery = { readonly sql: string; readonly bytes: number };

type Found = { readonly name: string; readonly table: StoredTable; readonly relation: Relation };

/**
 * Makes a temporary view of every table and view that a statement names, through views of views, translates the
 * statement onto them and runs it. Names without a database are `database`'s. Throws {@link QueryError}.
 */
export async function placeQuery<T>(
  statement: Statement,
  database: string | undefined,
  context: ScanContext,
  run: (query: PlacedQuery) => Promise<T>,
): Promise<T> {
  const made = new Map<string, number>();
  return placeIn(statement, database, context, made, [], async (sql) =>
    run({ sql, bytes: [...made.values()].reduce((sum, bytes) => sum + bytes, 0) }),
  );
}

async function placeIn<T>(
  statement: Statement,
  database: string | undefined,
  context: ScanContext,
  made: Map<string, number>,
  above: readonly string[],
  use: (sql: string) => Promise<T>,
): Promise<T> {
  const found: Found[] = [];
  const translate = (pairs: 'map' | 'row'): string =>
    statement.translate((relation) => {
      const each = find(statement, relation, database, context);
      found.push(each);
      return each.name;
    }, pairs);
  const sql = translate('map');
  for (const each of found) await make(each, context, made, above);
  try {
    return await use(sql);
  } catch (error) {
    // Two names for one unnested value were taken for a map's keys and values; it is a list of rows.
    if (!(error instanceof Error && /^Binder Error.*map_(keys|values)/is.test(error.message))) throw error;
    return use(translate('row'));
  }
}

function find(
  statement: Statement,
  relation: Relation,
  defaultDatabase: string | undefined,
  { catalog }: ScanContext,
): Found {
  const position = () => statement.position(relation.at);
  const database = relation.database ?? defaultDatabase?.toLowerCase();
  if (database === undefined) {
    const detail = 'Schema must be specified when session schema is not set';
    throw new QueryError('MISSING_SCHEMA_NAME', detail, position());
  }
  if (catalog.database(database) === undefined)
    throw new QueryError('SCHEMA_NOT_FOUND', `Schema '${database}' does not exist`, position());
  const table = catalog.table(database, relation.table);
  if (table === undefined) {
    const name = `awsdatacatalog.${database}.${relation.table}`;
    throw new QueryError('TABLE_NOT_FOUND', `Table '${name}' does not exist`, position());
  }
  const keys = (table.PartitionKeys ?? []).map(({ Name }) => Name.toLowerCase());
  const predicates = relation.predicates.filter(({ column }) => keys.includes(column));
  const part = predicates.length === 0 ? '' : `#${JSON.stringify(predicates)}`;
  return { name: `${database}.${table.Name}${part}`, table, relation: { ...relation, predicates } };
}

async function make(
  { name, table, relation }: Found,
  context: ScanContext,
  made: Map<string, number>,
  above: readonly string[],
): Promise<void> {
  if (above.includes(name)) throw new QueryError('INVALID_VIEW', `View '${name}' stands on itself`);
  if (made.has(name)) return;
  if (table.TableType !== 'VIRTUAL_VIEW') {
    const { sql, bytes } = await scanTable(table, relation.predicates, context);
    made.set(name, bytes);
    await context.session.run(`CREATE TEMP VIEW ${quoteName(name)} AS ${sql}`);
    return;
  }
  const view = prestoView(table);
  made.set(name, 0);
  await placeIn(knownStatement(view.sql), view.database, context, made, [...above, name], async (sql) => {
    const checked = await checkedView(name, view.columns, sql, context.session);
    await context.session.run(`CREATE OR REPLACE TEMP VIEW ${quoteName(name)} AS ${checked}`);
  });
}
