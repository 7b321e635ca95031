import { QueryError } from '../trino/query-error.ts';
import { hiveType, quoteName } from './hive-type.ts';
import type { Reader } from './scan.ts';

/**
 * Parquet. The declared columns come from the files' own by name in any case, NULL where no file has one. A type that
 * Athena cannot read as the declared one is HIVE_BAD_DATA, as there.
 */
export const parquetFiles: Reader = async (table, paths, session) => {
  const columns = table.StorageDescriptor?.Columns ?? [];
  const binary = columns.some(({ Type }) => /binary/i.test(Type));
  const source = `read_parquet(${paths}, union_by_name = true, hive_partitioning = false, filename = true, binary_as_string = ${!binary})`;
  const described = await session.rows(`DESCRIBE SELECT * FROM ${source}`);
  const types = new Map(described.map(([name, type]) => [String(name).toLowerCase(), String(type)]));
  const values = columns.map(({ Name, Type }) => {
    const wanted = hiveType(Type);
    const name = quoteName(Name);
    const stored = types.get(Name.toLowerCase());
    if (stored === undefined) return `CAST(NULL AS ${wanted}) AS ${name}`;
    if (!readable(stored, wanted)) {
      throw new QueryError(
        'HIVE_BAD_DATA',
        `Field ${Name}'s type ${stored} in the Parquet files of ${table.DatabaseName}.${table.Name} is incompatible with type ${Type} defined in table schema`,
      );
    }
    if (stored === 'BLOB' && wanted === 'VARCHAR') return `decode(f.${name}) AS ${name}`;
    return stored === wanted ? `f.${name}` : `CAST(f.${name} AS ${wanted}) AS ${name}`;
  });
  return { source, values };
};

const FAMILIES: readonly (readonly [RegExp, RegExp])[] = [
  [/^(TINYINT|SMALLINT|INTEGER|BIGINT)$/, /^U?(TINYINT|SMALLINT|INTEGER|BIGINT)$/],
  [/^FLOAT$/, /^FLOAT$/],
  [/^DOUBLE$/, /^(FLOAT|DOUBLE)$/],
  [/^VARCHAR$/, /^(VARCHAR|JSON|UUID|ENUM.*|BLOB)$/],
  [/^BLOB$/, /^(BLOB|VARCHAR)$/],
  [/^BOOLEAN$/, /^BOOLEAN$/],
  [/^DATE$/, /^DATE$/],
  [/^TIMESTAMP$/, /^TIMESTAMP/],
  [/^DECIMAL/, /^(DECIMAL|TINYINT|SMALLINT|INTEGER|BIGINT)/],
  [/\[\]$|^MAP|^STRUCT/, /\[\]$|^MAP|^STRUCT/],
];

function readable(stored: string, wanted: string): boolean {
  // "NULL" is the type of a column of which no file holds a value.
  return stored === '"NULL"' || FAMILIES.some(([to, from]) => to.test(wanted) && from.test(stored));
}
