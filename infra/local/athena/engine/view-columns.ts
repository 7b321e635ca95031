import { QueryError } from '../trino/query-error.ts';
import { duckdbTypeText } from '../trino/type-text.ts';
import type { Session } from './duckdb.ts';
import { quoteName } from './hive-type.ts';

type ViewColumn = { readonly name: string; readonly type: string };

/**
 * A view's query under the names and types of its definition. Columns that do not fit make the view stale, as in
 * Athena: INVALID_VIEW.
 */
export async function checkedView(
  view: string,
  columns: readonly ViewColumn[],
  sql: string,
  session: Session,
): Promise<string> {
  const described = await session.rows(`DESCRIBE ${sql}`);
  if (described.length !== columns.length) {
    throw new QueryError(
      'INVALID_VIEW',
      `View 'awsdatacatalog.${view}' is stale or in invalid state: its query has ${described.length} columns, its definition ${columns.length}`,
    );
  }
  const wanted = await typeNames(columns, session);
  const items = columns.map(({ name, type }, index) => {
    const stored = String(described[index]?.[1]);
    const target = wanted[index] ?? stored;
    if (!coerces(stored, target)) {
      throw new QueryError(
        'INVALID_VIEW',
        `View 'awsdatacatalog.${view}' is stale or in invalid state: column [${name}] of type ${stored.toLowerCase()} projected from query view at position ${index} cannot be coerced to column [${name}] of type ${type} stored in view definition`,
      );
    }
    const own = `c${index}`;
    return stored === target
      ? `${own} AS ${quoteName(name)}`
      : `CAST(${own} AS ${target}) AS ${quoteName(name)}`;
  });
  const names = columns.map((_, index) => `c${index}`).join(', ');
  return `SELECT ${items.join(', ')} FROM (${sql}) AS v(${names})`;
}

/** The definition's types as DuckDB writes them. */
async function typeNames(columns: readonly ViewColumn[], session: Session): Promise<string[]> {
  const nulls = columns.map(({ type }) => `typeof(CAST(NULL AS ${duckdbTypeText(type)}))`);
  const [row = []] = await session.rows(`SELECT ${nulls.join(', ')}`);
  return row.map(String);
}

const INTEGERS = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT'];

function coerces(from: string, to: string): boolean {
  if (from === to || from === '"NULL"') return true;
  // DuckDB's sums are wider than Trino's bigint, which is what they are there; counts by value are unsigned.
  if (['HUGEINT', 'UBIGINT'].includes(from))
    return to === 'BIGINT' || to === 'DOUBLE' || to.startsWith('DECIMAL');
  if (INTEGERS.includes(from))
    return INTEGERS.indexOf(to) > INTEGERS.indexOf(from) || to === 'DOUBLE' || to.startsWith('DECIMAL');
  if (from.startsWith('DECIMAL')) return to.startsWith('DECIMAL') || to === 'DOUBLE';
  // A division of decimals comes as a double here.
  if (from === 'DOUBLE') return to.startsWith('DECIMAL');
  if (from === 'FLOAT') return to === 'DOUBLE';
  if (from === 'DATE') return to.startsWith('TIMESTAMP');
  return /\[\]$|^MAP|^STRUCT/.test(from) && /\[\]$|^MAP|^STRUCT/.test(to);
}
