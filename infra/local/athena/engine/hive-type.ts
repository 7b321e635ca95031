import { QueryError } from '../trino/query-error.ts';

const PLAIN: Readonly<Record<string, string>> = {
  boolean: 'BOOLEAN',
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  int: 'INTEGER',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  float: 'FLOAT',
  real: 'FLOAT',
  double: 'DOUBLE',
  string: 'VARCHAR',
  binary: 'BLOB',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
};

/** A column's Hive type as Glue keeps it → DuckDB's: `array<struct<a:int,b:string>>` → `STRUCT("a" INTEGER, "b" VARCHAR)[]`. */
export function hiveType(type: string): string {
  const text = type.trim();
  const plain = PLAIN[text.toLowerCase()];
  if (plain !== undefined) return plain;
  const [, name = '', inside = ''] = /^(\w+)\s*[<(](.*)[>)]$/s.exec(text) ?? [];
  const parts = split(inside);
  switch (name.toLowerCase()) {
    case 'decimal':
      return `DECIMAL(${parts.map(Number).join(', ')})`;
    case 'varchar':
    case 'char':
      return 'VARCHAR';
    case 'array':
      return `${hiveType(inside)}[]`;
    case 'map':
      return `MAP(${hiveType(parts[0] ?? '')}, ${hiveType(parts[1] ?? '')})`;
    case 'struct':
      return `STRUCT(${parts.map(field).join(', ')})`;
    default:
      if (text.toLowerCase() === 'decimal') return 'DECIMAL(10, 0)';
      throw new QueryError('HIVE_INVALID_METADATA', `the column type '${type}' is not spoken here`);
  }
}

export const isNumeric = (type: string): boolean =>
  /^(tinyint|smallint|int|integer|bigint|float|double|real|decimal)/i.test(type.trim());

function field(part: string): string {
  const colon = part.indexOf(':');
  return `${quoteName(part.slice(0, colon).trim())} ${hiveType(part.slice(colon + 1))}`;
}

/** At commas outside `<…>` and `(…)`. */
function split(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if ('<('.includes(letter)) depth += 1;
    if ('>)'.includes(letter)) depth -= 1;
    if (letter === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${letter}`);
  }
  return parts.map((part) => part.trim());
}

export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
