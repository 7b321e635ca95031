import { type Body, isRecord, list } from './ast.ts';
import { QueryError } from './query-error.ts';

const PLAIN: ReadonlySet<string> = new Set([
  'boolean',
  'tiny_int',
  'small_int',
  'int',
  'big_int',
  'float',
  'double',
  'var_char',
  'var_binary',
  'date',
  'time',
  'json',
]);

/**
 * A type of Trino's as the parser gives it → the same for DuckDB: no precision on timestamps (DuckDB would make another
 * type of it), Trino's own default for decimals. Throws NOT_SUPPORTED for a type that is not spoken here.
 */
export function duckdbType(type: unknown): Body {
  if (!isRecord(type)) throw new QueryError('NOT_SUPPORTED', 'a type is missing');
  const name = String(type['data_type']);
  if (PLAIN.has(name)) return name === 'var_char' ? { ...type, length: null } : type;
  if (name === 'decimal') {
    const precision = type['precision'] ?? null;
    return { ...type, precision: precision ?? 38, scale: type['scale'] ?? 0 };
  }
  if (name === 'timestamp') return { ...type, precision: null };
  if (name === 'array') return { ...type, element_type: duckdbType(type['element_type']) };
  if (name === 'map') {
    return { ...type, key_type: duckdbType(type['key_type']), value_type: duckdbType(type['value_type']) };
  }
  if (name === 'struct') {
    const fields = list(type['fields']).map((field) =>
      isRecord(field) ? { ...field, data_type: duckdbType(field['data_type']) } : field,
    );
    return { ...type, fields };
  }
  throw new QueryError('NOT_SUPPORTED', `the type '${name.replaceAll('_', '')}' is not spoken here`);
}

const JSON_NAMES: Readonly<Record<string, string>> = {
  boolean: 'BOOLEAN',
  tiny_int: 'TINYINT',
  small_int: 'SMALLINT',
  int: 'INTEGER',
  big_int: 'BIGINT',
  float: 'FLOAT',
  double: 'DOUBLE',
  var_char: 'VARCHAR',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  json: 'JSON',
};

/**
 * A type as DuckDB's json_transform takes it: `{"a":"INTEGER"}`, `["VARCHAR"]`. Unlike a plain cast it makes NULL of
 * a field that is missing, as Trino does.
 */
export function jsonStructure(type: unknown): unknown {
  if (!isRecord(type)) return null;
  const name = String(type['data_type']);
  if (name === 'array') return [jsonStructure(type['element_type'])];
  if (name === 'struct') {
    return Object.fromEntries(
      list(type['fields']).flatMap((field) =>
        isRecord(field) ? [[String(field['name']), jsonStructure(field['data_type'])]] : [],
      ),
    );
  }
  if (name === 'map') {
    const key = String(jsonStructure(type['key_type']));
    return `MAP(${key},${String(jsonStructure(type['value_type']))})`;
  }
  if (name === 'decimal') return `DECIMAL(${Number(type['precision'] ?? 38)},${Number(type['scale'] ?? 0)})`;
  return JSON_NAMES[name] ?? 'VARCHAR';
}

export function holdsStruct(type: unknown): boolean {
  if (!isRecord(type)) return false;
  return type['data_type'] === 'struct' || holdsStruct(type['element_type']);
}
