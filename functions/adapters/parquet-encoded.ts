import type { Encoding } from 'hyparquet';
import type { CodedValues, ColumnValues, PackedTexts } from '#ports';
import type { ColumnType } from '#schemas/tables.ts';
import { packedRun, presenceLevels, repeatedRun } from './parquet-bits.ts';
import { codedValues, isWorthwhile } from './parquet-dictionary.ts';
import {
  storedDay,
  storedFlag,
  storedInstant,
  storedJson,
  storedNumber,
  storedText,
} from './parquet-stored.ts';
import { plainDoubles, plainFlags, plainInts, plainLongs, plainTexts } from './parquet-values.ts';

/** A column as the bytes of its pages. */
export type EncodedColumn = {
  readonly rows: number;
  readonly nulls: number;
  readonly levels: Uint8Array;
  readonly dictionary?: { readonly count: number; readonly bytes: Uint8Array } | undefined;
  readonly encoding: Encoding;
  readonly body: Uint8Array;
};

/** Throws TypeError or RangeError for a value that is none of the column's type. */
export function encodedColumn(type: ColumnType, values: ColumnValues): EncodedColumn {
  if ('bytes' in values) return packedColumn(type, values);
  if ('codes' in values) return codedColumn(type, values);
  const coded = RECURRING.has(type) ? codedValues(values) : undefined;
  if (coded) return codedColumn(type, coded);
  const present = values.filter((value) => value !== null && value !== undefined);
  const flags = Uint8Array.from(values, (value) => (value === null || value === undefined ? 0 : 1));
  return { ...presence(flags, present.length), encoding: 'PLAIN', body: plain(type, present) };
}

/** Types of which values recur as a rule; the others are written as they are. */
const RECURRING: ReadonlySet<ColumnType> = new Set(['string', 'json', 'int', 'date']);

function codedColumn(type: ColumnType, { distinct, codes }: CodedValues): EncodedColumn {
  const flags = new Uint8Array(codes.length);
  const places = new Int32Array(codes.length);
  let count = 0;
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row] ?? 0;
    if (code === 0) continue;
    flags[row] = 1;
    places[count] = code - 1;
    count += 1;
  }
  const present = places.subarray(0, count);
  const shared = presence(flags, count);
  if (!RECURRING.has(type) || !isWorthwhile(distinct.length, count))
    return {
      ...shared,
      encoding: 'PLAIN',
      body: plain(
        type,
        Array.from(present, (place) => distinct[place]),
      ),
    };
  const bitWidth = Math.max(1, Math.ceil(Math.log2(distinct.length)));
  const run = distinct.length === 1 ? repeatedRun(0, count, 1) : packedRun(present, bitWidth);
  return {
    ...shared,
    // Only distinct values are converted.
    dictionary: { count: distinct.length, bytes: plain(type, distinct) },
    encoding: 'RLE_DICTIONARY',
    body: Buffer.concat([Uint8Array.of(bitWidth), run]),
  };
}

function packedColumn(type: ColumnType, { present, bytes }: PackedTexts): EncodedColumn {
  if (type !== 'string') throw new TypeError(`packed texts are no ${type}`);
  let count = 0;
  for (const flag of present) count += flag;
  return { ...presence(present, count), encoding: 'PLAIN', body: bytes };
}

const presence = (flags: Uint8Array, count: number) => ({
  rows: flags.length,
  nulls: flags.length - count,
  levels: presenceLevels(flags),
});

function plain(type: ColumnType, present: readonly unknown[]): Uint8Array {
  switch (type) {
    case 'string':
      return plainTexts(present.map(storedText));
    case 'json':
      return plainTexts(present.map(storedJson));
    case 'int':
      return plainInts(present.map(storedNumber));
    case 'date':
      return plainInts(present.map(storedDay));
    case 'double':
      return plainDoubles(present.map(storedNumber));
    case 'boolean':
      return plainFlags(present.map(storedFlag));
    case 'timestamp':
      return plainLongs(present.map(storedInstant));
  }
}
