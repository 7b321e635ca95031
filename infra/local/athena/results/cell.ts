import {
  DuckDBBlobValue,
  DuckDBIntervalValue,
  DuckDBListType,
  DuckDBListValue,
  DuckDBMapType,
  DuckDBMapValue,
  DuckDBStructType,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from '@duckdb/node-api';

type Write = (value: DuckDBValue) => string;

/**
 * A writer of one column's values as Athena writes them: `true`, `2024-01-31`, `2024-01-31 10:00:00.000`, `1.0E10`,
 * `[a, b]`, `{k=v}`. NULL is null; inside arrays, maps and rows it is the word.
 */
export function cellWriter(type: DuckDBType): (value: DuckDBValue) => string | null {
  const write = writer(type);
  return (value) => (value === null ? null : write(value));
}

function writer(type: DuckDBType): Write {
  if (type instanceof DuckDBListType) return listWriter(type);
  if (type instanceof DuckDBMapType) return mapWriter(type);
  if (type instanceof DuckDBStructType) return structWriter(type);
  if (type.typeId === DuckDBTypeId.DOUBLE) return (value) => doubleText(Number(value), String(value));
  if (type.typeId === DuckDBTypeId.FLOAT)
    return (value) => doubleText(Number(value), shortestFloat(Number(value)));
  return plainText;
}

function plainText(value: DuckDBValue): string {
  if (value instanceof DuckDBTimestampValue) return timestampText(value.micros);
  if (value instanceof DuckDBTimestampTZValue) return `${timestampText(value.micros)} UTC`;
  if (value instanceof DuckDBTimeValue) return timestampText(value.micros).slice(11);
  if (value instanceof DuckDBIntervalValue) return intervalText(value);
  if (value instanceof DuckDBBlobValue)
    return [...value.bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return String(value);
}

function listWriter(type: DuckDBListType): Write {
  const item = orNull(writer(type.valueType));
  return (value) =>
    value instanceof DuckDBListValue ? `[${value.items.map(item).join(', ')}]` : String(value);
}

function mapWriter(type: DuckDBMapType): Write {
  const [key, item] = [orNull(writer(type.keyType)), orNull(writer(type.valueType))];
  return (value) =>
    value instanceof DuckDBMapValue
      ? `{${value.entries.map((entry) => `${key(entry.key)}=${item(entry.value)}`).join(', ')}}`
      : String(value);
}

function structWriter(type: DuckDBStructType): Write {
  const fields = type.entryNames.map((name, index) => {
    const inner = type.entryTypes[index];
    return { name, write: orNull(inner === undefined ? plainText : writer(inner)) };
  });
  return (value) =>
    value instanceof DuckDBStructValue
      ? `{${fields.map(({ name, write }) => `${name}=${write(value.entries[name] ?? null)}`).join(', ')}}`
      : String(value);
}

const orNull =
  (write: Write): Write =>
  (value) =>
    value === null ? 'null' : write(value);

function timestampText(micros: bigint): string {
  const iso = new Date(Math.floor(Number(micros) / 1000)).toISOString();
  return iso.slice(0, 23).replace('T', ' ');
}

function intervalText({ months, days, micros }: DuckDBIntervalValue): string {
  if (months !== 0)
    return `${months < 0 ? '-' : ''}${Math.trunc(Math.abs(months) / 12)}-${Math.abs(months) % 12}`;
  const millis = days * 86_400_000 + Math.trunc(Number(micros) / 1000);
  const time = new Date(Math.abs(millis) % 86_400_000).toISOString().slice(11, 23);
  return `${millis < 0 ? '-' : ''}${Math.trunc(Math.abs(millis) / 86_400_000)} ${time}`;
}

/** As Java writes a double: with a point, and with an exponent below 0.001 and from ten million on. */
function doubleText(value: number, shortest: string): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  const plain = size >= 1e-3 && size < 1e7;
  if (plain) return shortest.includes('.') ? shortest : `${shortest}.0`;
  const [mantissa = '', exponent = ''] = Number(shortest).toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}

/** The shortest text that gives the same single-precision number again. */
function shortestFloat(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(value);
}
