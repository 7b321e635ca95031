import type { Catalog } from '#local/glue/catalog.ts';
import type { Column, StoredTable } from '#local/glue/shapes.ts';
import { type ColumnInfo, plainColumn } from '../results/column-info.ts';
import type { ResultRow } from '../results/result-files.ts';
import { QueryError, StatementRefused } from '../trino/query-error.ts';

/** The answer to a SHOW or DESCRIBE: from the catalogue, without a head row. */
export type CatalogAnswer = { readonly columns: ColumnInfo[]; readonly rows: ResultRow[] };

const NAME =
  String.raw`(?:"[^"]+"|` +
  '`[^`]+`' +
  String.raw`|[\w.]+)(?:\.(?:"[^"]+"|` +
  '`[^`]+`' +
  String.raw`|\w+))?`;
const PATTERNS = {
  databases: /^show\s+(?:databases|schemas)(?:\s+(?:like\s+)?'([^']*)')?$/i,
  tables: new RegExp(`^show\\s+tables(?:\\s+(?:in|from)\\s+(${NAME}))?(?:\\s+(?:like\\s+)?'([^']*)')?$`, 'i'),
  columns: new RegExp(`^show\\s+columns\\s+(?:in|from)\\s+(${NAME})(?:\\s+(?:in|from)\\s+(${NAME}))?$`, 'i'),
  partitions: new RegExp(`^show\\s+partitions\\s+(${NAME})$`, 'i'),
  describe: new RegExp(`^desc(?:ribe)?\\s+(?:formatted\\s+|extended\\s+)?(${NAME})$`, 'i'),
};

/** Throws {@link StatementRefused} for a form that is not spoken here, {@link QueryError} for a name that is not there. */
export function catalogStatement(sql: string, database: string | undefined, catalog: Catalog): CatalogAnswer {
  const text = sql
    .replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .trim()
    .replace(/\s*;$/, '');
  const databases = PATTERNS.databases.exec(text);
  if (databases !== null) {
    const names = catalog.databases().map(({ Name }) => Name);
    return listed('database_name', names.filter(wildcard(databases[1])));
  }
  const tables = PATTERNS.tables.exec(text);
  if (tables !== null) {
    const [, within, pattern] = tables;
    const name = databaseNamed(within === undefined ? database : plain(within).at(-1), catalog);
    return listed(
      'tab_name',
      catalog
        .tables(name)
        .map(({ Name }) => Name)
        .filter(wildcard(pattern)),
    );
  }
  const columns = PATTERNS.columns.exec(text);
  if (columns !== null) {
    const [, named = '', within] = columns;
    const table = tableNamed([...plain(within ?? ''), ...plain(named)], database, catalog);
    return listed(
      'field',
      allColumns(table).map(({ Name }) => Name.padEnd(20)),
    );
  }
  const partitions = PATTERNS.partitions.exec(text);
  if (partitions !== null)
    return partitionList(tableNamed(plain(partitions[1] ?? ''), database, catalog), catalog);
  const described = PATTERNS.describe.exec(text);
  if (described !== null) return description(tableNamed(plain(described[1] ?? ''), database, catalog));
  throw new StatementRefused(`Queries of this type are not supported: ${text}`);
}

function listed(column: string, names: readonly string[]): CatalogAnswer {
  return { columns: [plainColumn(column, 'string', 0)], rows: names.map((name) => [name]) };
}

function partitionList(table: StoredTable, catalog: Catalog): CatalogAnswer {
  const keys = table.PartitionKeys ?? [];
  if (keys.length === 0)
    throw new QueryError(
      'INVALID_TABLE_PROPERTY',
      `Table ${table.DatabaseName}.${table.Name} is not a partitioned table`,
    );
  const names = catalog
    .partitions(table.DatabaseName, table.Name)
    .map(({ Values }) => keys.map(({ Name }, index) => `${Name}=${Values[index] ?? ''}`).join('/'));
  return listed('partition', names);
}

/** Hive's own layout: three columns in one text, padded, with the partition keys once more below. */
function description(table: StoredTable): CatalogAnswer {
  const line = ({ Name, Type, Comment }: Column): ResultRow => [
    [Name, Type, Comment ?? ''].map((cell) => cell.padEnd(20)).join('\t'),
  ];
  const keys = table.PartitionKeys ?? [];
  const head: ResultRow[] = [
    ['\t \t '],
    ['# Partition Information\t \t '],
    ['# col_name            \tdata_type           \tcomment             '],
    ['\t \t '],
  ];
  return {
    columns: ['col_name', 'data_type', 'comment'].map((name) => plainColumn(name, 'string', 0)),
    rows: [...allColumns(table).map(line), ...(keys.length === 0 ? [] : [...head, ...keys.map(line)])],
  };
}

function allColumns(table: StoredTable): Column[] {
  return [...(table.StorageDescriptor?.Columns ?? []), ...(table.PartitionKeys ?? [])];
}

function tableNamed(path: readonly string[], database: string | undefined, catalog: Catalog): StoredTable {
  const name = path.at(-1) ?? '';
  const within = databaseNamed(path.length > 1 ? path.at(-2) : database, catalog);
  const table = catalog.table(within, name);
  if (table === undefined)
    throw new QueryError('TABLE_NOT_FOUND', `Table '${within}.${name}' does not exist`);
  return table;
}

function databaseNamed(name: string | undefined, catalog: Catalog): string {
  if (name === undefined)
    throw new QueryError('MISSING_SCHEMA_NAME', 'Schema must be specified when session schema is not set');
  const found = catalog.database(name);
  if (found === undefined) throw new QueryError('SCHEMA_NOT_FOUND', `Schema '${name}' does not exist`);
  return found.Name;
}

function plain(name: string): string[] {
  return [...name.matchAll(/"([^"]+)"|`([^`]+)`|(\w+)/g)].map(([, a, b, c]) =>
    (a ?? b ?? c ?? '').toLowerCase(),
  );
}

/** Hive's patterns: `*` for anything, `|` for a choice. */
function wildcard(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) return () => true;
  const expression = pattern
    .split('|')
    .map((each) => each.replaceAll(/[^\w*]/g, '\\$&').replaceAll('*', '.*'))
    .join('|');
  const test = new RegExp(`^(?:${expression})$`, 'i');
  return (name) => test.test(name);
}
