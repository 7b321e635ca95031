import { QueryError } from '../trino/query-error.ts';
import { hiveType, quoteName, quoteText } from './hive-type.ts';
import type { Reader } from './scan.ts';

const KNOWN_SETTINGS: ReadonlySet<string> = new Set([
  'serialization.format',
  'ignore.malformed.json',
  'case.insensitive',
  'paths',
]);

/**
 * JSON, an object a line. A key is a column in any case, as Hive's SerDes have it; one that is no column is passed over,
 * a missing one is NULL.
 */
export const jsonLines: Reader = async (table, paths, session) => {
  const columns = table.StorageDescriptor?.Columns ?? [];
  const settings = table.StorageDescriptor?.SerdeInfo?.Parameters ?? {};
  for (const name of Object.keys(settings)) {
    if (!KNOWN_SETTINGS.has(name))
      throw new QueryError(
        'HIVE_INVALID_METADATA',
        `the JSON SerDe's parameter '${name}' is not spoken here`,
      );
  }
  const reading = `format = 'newline_delimited', ignore_errors = ${settings['ignore.malformed.json']?.toLowerCase() === 'true'}`;
  const found = await session.rows(
    `SELECT DISTINCT unnest(json_keys(json)) FROM read_json_objects(${paths}, ${reading}) WHERE json_type(json) = 'OBJECT'`,
  );
  const keys = found.map(([key]) => String(key));
  const chosen = columns.map(({ Name, Type }) => {
    const same = keys.filter((key) => key.toLowerCase() === Name.toLowerCase());
    if (same.length > 1)
      throw new QueryError('HIVE_BAD_DATA', `keys of ${table.Name} differ only in case: ${same.join(', ')}`);
    return { Name, Type, key: same[0] ?? Name };
  });
  const types = chosen.map(({ key, Type }) => `${quoteText(key)}: ${quoteText(hiveType(Type))}`).join(', ');
  return {
    source: `read_json(${paths}, ${reading}, columns = {${types}}, hive_partitioning = false, filename = true)`,
    values: chosen.map(({ Name, key }) => `f.${quoteName(key)} AS ${quoteName(Name)}`),
  };
};
