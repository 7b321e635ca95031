import type { ColumnMetaData, PageHeader } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import { snappyCompress } from 'hyparquet-writer/src/snappy.js';
import type { LakeColumn } from '#schemas/tables.ts';
import type { ColumnValues } from '#ports';
import { type EncodedColumn, encodedColumn } from './parquet-encoded.ts';
import { ELEMENTS } from './parquet-stored.ts';

export type ColumnChunkBytes = { readonly parts: readonly Uint8Array[]; readonly metadata: ColumnMetaData };

/**
 * One column of one row group: a dictionary page where values repeat, and one data page (v2). `offset`: where it begins
 * in the file. hyparquet-writer has an encoder of its own; it goes value by value through growing buffers, which took
 * 40 % of the time of normalizing a file.
 */
export function columnChunk(column: LakeColumn, values: ColumnValues, offset: number): ColumnChunkBytes {
  const encoded = encodedColumn(column.type, values);
  const { dictionary } = encoded;
  const compress = DIGESTS.test(column.name) ? asItIs : snappyCompress;
  const dictionaryPage = dictionary && dictionaryPageOf(dictionary, compress);
  const dataPage = dataPageOf(encoded, compress);
  const pages = dictionaryPage ? [dictionaryPage, dataPage] : [dataPage];
  return {
    parts: pages.flatMap((page) => page.parts),
    metadata: {
      type: ELEMENTS[column.type].type,
      encodings: ['PLAIN', 'RLE', ...(dictionary ? (['RLE_DICTIONARY'] as const) : [])],
      path_in_schema: [column.name],
      codec: compress === snappyCompress ? 'SNAPPY' : 'UNCOMPRESSED',
      num_values: BigInt(encoded.rows),
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

type Page = { readonly parts: readonly Uint8Array[]; readonly uncompressedBytes: number };
type Compress = (bytes: Uint8Array) => Uint8Array;

const bytesIn = (page: Page): number => page.parts.reduce((sum, part) => sum + part.length, 0);

function dictionaryPageOf(
  { count, bytes }: NonNullable<EncodedColumn['dictionary']>,
  compress: Compress,
): Page {
  const stored = compress(bytes);
  const header = pageHeader({
    type: 'DICTIONARY_PAGE',
    uncompressed_page_size: bytes.length,
    compressed_page_size: stored.length,
    dictionary_page_header: { num_values: count, encoding: 'PLAIN' },
  });
  return { parts: [header, stored], uncompressedBytes: header.length + bytes.length };
}

function dataPageOf({ rows, nulls, encoding, levels, body }: EncodedColumn, compress: Compress): Page {
  const stored = compress(body);
  const header = pageHeader({
    type: 'DATA_PAGE_V2',
    uncompressed_page_size: levels.length + body.length,
    compressed_page_size: levels.length + stored.length,
    data_page_header_v2: {
      num_values: rows,
      num_nulls: nulls,
      num_rows: rows,
      encoding,
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
