import type { Catalog } from '#local/glue/catalog.ts';
import type { Column, StoredTable } from '#local/glue/shapes.ts';
import type { Predicate } from '../trino/partition-predicates.ts';
import { QueryError } from '../trino/query-error.ts';
import { hiveType, quoteName, quoteText } from './hive-type.ts';
import { type ObjectFile, objectsUnder, type S3Tree } from './object-files.ts';
import { jsonLines } from './json-lines.ts';
import { parquetFiles } from './parquet-files.ts';
import type { Session } from './duckdb.ts';
import { partitionsOf } from './table-partitions.ts';

/** The SELECT that gives a table's rows, typed as Glue declares its columns, and how many bytes it may read. */
export type Scan = { readonly sql: string; readonly bytes: number };

export type ScanContext = {
  readonly catalog: Catalog;
  readonly s3Tree: S3Tree;
  readonly session: Session;
  readonly now: Date;
};

type PartitionFiles = { readonly values: readonly (string | null)[]; readonly files: readonly ObjectFile[] };

/** How files of one format are read: DuckDB's table function, and a select item for each declared column. */
export type Reader = (
  table: StoredTable,
  paths: string,
  session: Session,
) => Promise<{ readonly source: string; readonly values: readonly string[] }>;

/** Throws a {@link QueryError} for a format that is not read here, and for files that do not fit the declared columns. */
export async function scanTable(
  table: StoredTable,
  predicates: readonly Predicate[],
  context: ScanContext,
): Promise<Scan> {
  const columns = table.StorageDescriptor?.Columns ?? [];
  const keys = table.PartitionKeys ?? [];
  const partitions = partitionsOf(table, context.catalog, predicates, context.now);
  const found: PartitionFiles[] = await Promise.all(
    partitions.map(async ({ values, location }) => ({
      values,
      files: await objectsUnder(location, context.s3Tree),
    })),
  );
  const filled = found.filter(({ files }) => files.length > 0);
  const files = filled.flatMap((each) => each.files);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (files.length === 0) return { sql: emptySelect([...columns, ...keys]), bytes };
  const reader = readerOf(table);
  const paths = `[${files.map(({ path }) => quoteText(path)).join(', ')}]`;
  const { source, values } = await reader(table, paths, context.session);
  return {
    sql: `SELECT ${[...values, ...partitionValues(keys, filled)].join(', ')} FROM ${joined(source, filled)}`,
    bytes,
  };
}

function emptySelect(columns: readonly Column[]): string {
  const values = columns.map(({ Name, Type }) => `CAST(NULL AS ${hiveType(Type)}) AS ${quoteName(Name)}`);
  return `SELECT ${values.join(', ')} WHERE false`;
}

/** One partition: constants. Several: the values come by the file's name, which prunes files at run time too. */
function partitionValues(keys: readonly Column[], partitions: readonly PartitionFiles[]): string[] {
  const [first, ...others] = partitions;
  return keys.map(({ Name, Type }, index) => {
    const value = others.length === 0 ? quoteNullable(first?.values[index] ?? null) : `p.v${index}`;
    return `CAST(${value} AS ${hiveType(Type)}) AS ${quoteName(Name)}`;
  });
}

function joined(source: string, partitions: readonly PartitionFiles[]): string {
  const [first] = partitions;
  if (partitions.length === 1 || first?.values.length === 0) return `${source} AS f`;
  const rows = partitions.flatMap(({ files, values }) =>
    files.map(({ path }) => `(${[quoteText(path), ...values.map(quoteNullable)].join(', ')})`),
  );
  const names = ['file', ...(first?.values ?? []).map((_, index) => `v${index}`)].join(', ');
  return `${source} AS f JOIN (VALUES ${rows.join(', ')}) AS p(${names}) ON f.filename = p.file`;
}

const quoteNullable = (value: string | null): string => (value === null ? 'NULL' : quoteText(value));

const READERS: Readonly<Record<string, Reader>> = {
  'org.apache.hadoop.hive.ql.io.parquet.serde.parquethiveserde': parquetFiles,
  'org.openx.data.jsonserde.jsonserde': jsonLines,
  'org.apache.hive.hcatalog.data.jsonserde': jsonLines,
};

function readerOf(table: StoredTable): Reader {
  const library = table.StorageDescriptor?.SerdeInfo?.SerializationLibrary ?? '';
  const reader = READERS[library.toLowerCase()];
  if (reader !== undefined) return reader;
  throw new QueryError(
    'HIVE_INVALID_METADATA',
    `the SerDe '${library}' of ${table.DatabaseName}.${table.Name} is not read here (Parquet and JSON are)`,
  );
}
