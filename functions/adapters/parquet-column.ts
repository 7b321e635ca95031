import type { ColumnMetaData, Encoding, PageHeader } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import { snappyCompress } from 'hyparquet-writer/src/snappy.js';
import type { LakeColumn } from '#schemas/tables.ts';
import { packedRun, presenceLevels, repeatedRun } from './parquet-bits.ts';
import { dictionaryOf } from './parquet-dictionary.ts';
import { type StoredValues, storedValues } from './parquet-stored.ts';
import { plainDoubles, plainFlags, plainInts, plainLongs, plainTexts } from './parquet-values.ts';

export type ColumnChunkBytes = { readonly parts: readonly Uint8Array[]; readonly metadata: ColumnMetaData };

/**
 * One column of one row group: a dictionary page where values repeat, and one data page (v2). `offset`: where it begins
 * in the file. hyparquet-writer has an encoder of its own; it goes value by value through growing buffers, which took
 * 40 % of the time of normalizing a file.
 */
export function columnChunk(
  column: LakeColumn,
  values: readonly unknown[],
  offset: number,
): ColumnChunkBytes {
  const stored = storedValues(column.type, values);
  const compress = DIGESTS.test(column.name) ? asItIs : snappyCompress;
  const { dictionary, encoding, body } = encodedValues(stored);
  const levels = presenceLevels(values, stored.values.length);
  const dictionaryPage = dictionary && dictionaryPageOf(dictionary, compress);
  const counts = { num_values: values.length, num_nulls: values.length - stored.values.length };
  const dataPage = dataPageOf({ ...counts, encoding, levels, body }, compress);
  const pages = dictionaryPage ? [dictionaryPage, dataPage] : [dataPage];
  return {
    parts: pages.flatMap((page) => page.parts),
    metadata: {
      type: stored.type,
      encodings: ['PLAIN', 'RLE', ...(dictionary ? (['RLE_DICTIONARY'] as const) : [])],
      path_in_schema: [column.name],
      codec: compress === snappyCompress ? 'SNAPPY' : 'UNCOMPRESSED',
      num_values: BigInt(values.length),
      total_uncompressed_size: BigInt(pages.reduce((sum, page) => sum + page.uncompressedBytes, 0)),
      total_compressed_size: BigInt(pages.reduce((sum, page) => sum + bytesIn(page), 0)),
      data_page_offset: BigInt(offset + (dictionaryPage ? bytesIn(dictionaryPage) : 0)),
      ...(dictionaryPage ? { dictionary_page_offset: BigInt(offset) } : {}),
    },
  };
}

/** Columns of digests: text that Snappy only spends time on. */
const DIGESTS = /_(?:id|hash|token)$/;
const asItIs = (bytes: Uint8Array): Uint8Array => bytes;

type PlainDictionary = { readonly count: number; readonly bytes: Uint8Array };
type Encoded = {
  readonly dictionary?: PlainDictionary;
  readonly encoding: Encoding;
  readonly body: Uint8Array;
};

function encodedValues(stored: StoredValues): Encoded {
  switch (stored.type) {
    case 'BYTE_ARRAY':
      return byDictionary(stored.values, plainTexts);
    case 'INT32':
      return byDictionary(stored.values, plainInts);
    case 'INT64':
      return { encoding: 'PLAIN', body: plainLongs(stored.values) };
    case 'DOUBLE':
      return { encoding: 'PLAIN', body: plainDoubles(stored.values) };
    case 'BOOLEAN':
      return { encoding: 'PLAIN', body: plainFlags(stored.values) };
  }
}

function byDictionary<Value extends string | number>(
  values: readonly Value[],
  plain: (values: readonly Value[]) => Uint8Array,
): Encoded {
  const dictionary = dictionaryOf(values);
  if (!dictionary) return { encoding: 'PLAIN', body: plain(values) };
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

type Page = { readonly parts: readonly Uint8Array[]; readonly uncompressedBytes: number };
type Compress = (bytes: Uint8Array) => Uint8Array;

const bytesIn = (page: Page): number => page.parts.reduce((sum, part) => sum + part.length, 0);

function dictionaryPageOf({ count, bytes }: PlainDictionary, compress: Compress): Page {
  const stored = compress(bytes);
  const header = pageHeader({
    type: 'DICTIONARY_PAGE',
    uncompressed_page_size: bytes.length,
    compressed_page_size: stored.length,
    dictionary_page_header: { num_values: count, encoding: 'PLAIN' },
  });
  return { parts: [header, stored], uncompressedBytes: header.length + bytes.length };
}

type DataPage = {
  readonly num_values: number;
  readonly num_nulls: number;
  readonly encoding: Encoding;
  readonly levels: Uint8Array;
  readonly body: Uint8Array;
};

function dataPageOf({ levels, body, ...of }: DataPage, compress: Compress): Page {
  const stored = compress(body);
  const header = pageHeader({
    type: 'DATA_PAGE_V2',
    uncompressed_page_size: levels.length + body.length,
    compressed_page_size: levels.length + stored.length,
    data_page_header_v2: {
      ...of,
      num_rows: of.num_values,
      definition_levels_byte_length: levels.length,
      repetition_levels_byte_length: 0,
      is_compressed: stored !== body,
    },
  });
  return { parts: [header, levels, stored], uncompressedBytes: header.length + levels.length + body.length };
}

function pageHeader(header: PageHeader): Uint8Array {
  const writer = new ByteWriter(64);
  writePageHeader(writer, header);
  return writer.getBytes();
}
