import type { Encoding } from 'hyparquet';
import type { ColumnValues, PackedTexts } from '#ports';
import type { ColumnType } from '#schemas/tables.ts';
import { packedRun, presenceLevels, repeatedRun } from './parquet-bits.ts';
import { dictionaryOf } from './parquet-dictionary.ts';
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
  readonly dictionary?: { readonly count: number; readonly bytes: Uint8Array };
  readonly encoding: Encoding;
  readonly body: Uint8Array;
};

/** Throws TypeError or RangeError for a value that is none of the column's type. */
export function encodedColumn(type: ColumnType, values: ColumnValues): EncodedColumn {
  if (isPacked(values)) return packedColumn(type, values);
  const present = values.filter((value) => value !== null && value !== undefined);
  const { levels, nulls } = presenceLevels(values);
  return { rows: values.length, nulls, levels, ...encodedValues(type, present) };
}

export const isPacked = (values: ColumnValues): values is PackedTexts => !Array.isArray(values);

function packedColumn(type: ColumnType, { present, bytes }: PackedTexts): EncodedColumn {
  if (type !== 'string') throw new TypeError(`packed texts are no ${type}`);
  const flags: (1 | null)[] = Array.from(present, (flag) => (flag === 1 ? 1 : null));
  const { levels, nulls } = presenceLevels(flags);
  return { rows: present.length, nulls, levels, encoding: 'PLAIN', body: bytes };
}

type EncodedValues = Pick<EncodedColumn, 'dictionary' | 'encoding' | 'body'>;

function encodedValues(type: ColumnType, present: readonly unknown[]): EncodedValues {
  switch (type) {
    case 'string':
      return byDictionary(present, (values) => plainTexts(values.map(storedText)));
    case 'json':
      return byDictionary(present.map(storedJson), (values) => plainTexts(values.map(storedText)));
    case 'int':
      return byDictionary(present, (values) => plainInts(values.map(storedNumber)));
    case 'date':
      return byDictionary(present, (values) => plainInts(values.map(storedDay)));
    case 'double':
      return { encoding: 'PLAIN', body: plainDoubles(present.map(storedNumber)) };
    case 'boolean':
      return { encoding: 'PLAIN', body: plainFlags(present.map(storedFlag)) };
    case 'timestamp':
      return { encoding: 'PLAIN', body: plainLongs(present.map(storedInstant)) };
  }
}

/** By a dictionary where values recur; only distinct values are then converted. */
function byDictionary(
  present: readonly unknown[],
  plain: (values: readonly unknown[]) => Uint8Array,
): EncodedValues {
  const dictionary = dictionaryOf(present);
  if (!dictionary) return { encoding: 'PLAIN', body: plain(present) };
  const { distinct, places } = dictionary;
  const bitWidth = Math.max(1, Math.ceil(Math.log2(distinct.length)));
  const run = distinct.length === 1 ? repeatedRun(0, places.length, 1) : packedRun(places, bitWidth);
  const body = new Uint8Array(1 + run.length);
  body[0] = bitWidth;
  body.set(run, 1);
  return {
    dictionary: { count: distinct.length, bytes: plain(distinct) },
    encoding: 'RLE_DICTIONARY',
    body,
  };
}
