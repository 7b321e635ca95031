import type { ColumnChunk, RowGroup, SchemaElement } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import type { ColumnValues } from '#ports';
import type { LakeColumn } from '#schemas/tables.ts';
import { columnChunk } from './parquet-column.ts';
import { ELEMENTS } from './parquet-stored.ts';

/** A column of a file with its values. */
export type FilledColumn = LakeColumn & { readonly values: ColumnValues };

/** Rows of one row group: what a reader takes in at once. */
const GROUP_ROWS = 100_000;

/**
 * A Parquet file of flat optional columns (Apache Parquet format, version 2), Snappy. Throws RangeError for a column that
 * has not just as many values as there are rows. It has no statistics: smallest and
 * largest values would tell readers nothing, as keys are digests and every file is read as a whole.
 */
export function parquetFile(columns: readonly FilledColumn[], rows: number): Uint8Array {
  for (const { name, values } of columns)
    if (rowsOf(values) !== rows)
      throw new RangeError(`column ${name} has ${rowsOf(values)} values for ${rows} rows`);
  const parts: Uint8Array[] = [MAGIC];
  let offset = MAGIC.length;
  const groups: RowGroup[] = [];
  for (let from = 0; from < rows; from += GROUP_ROWS) {
    const until = Math.min(from + GROUP_ROWS, rows);
    const chunks: ColumnChunk[] = [];
    let uncompressed = 0n;
    for (const { values, ...column } of columns) {
      const chunk = columnChunk(column, partOf(values, from, until), offset);
      chunks.push({ meta_data: chunk.metadata, file_offset: BigInt(offset) });
      uncompressed += chunk.metadata.total_uncompressed_size;
      for (const part of chunk.parts) {
        parts.push(part);
        offset += part.length;
      }
    }
    groups.push({ columns: chunks, total_byte_size: uncompressed, num_rows: BigInt(until - from) });
  }
  parts.push(footer(columns, groups, rows), MAGIC);
  return Buffer.concat(parts);
}

const MAGIC = Buffer.from('PAR1');

function rowsOf(values: ColumnValues): number {
  if ('bytes' in values) return values.present.length;
  return 'codes' in values ? values.codes.length : values.length;
}

/** The values of some rows. */
function partOf(values: ColumnValues, from: number, until: number): ColumnValues {
  if (from === 0 && until === rowsOf(values)) return values;
  // Each group has a dictionary of its own, of what its rows hold.
  if ('codes' in values)
    return Array.from(values.codes.subarray(from, until), (code) => values.distinct[code - 1]);
  if (!('bytes' in values)) return values.slice(from, until);
  const { present, bytes } = values;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let start = 0;
  for (let row = 0; row < until; row += 1) {
    if (row === from) start = at;
    if (present[row] === 1) at += 4 + view.getUint32(at, true);
  }
  return { present: present.subarray(from, until), bytes: bytes.subarray(start, at) };
}

/** The file's metadata, and behind it its length. */
function footer(columns: readonly FilledColumn[], groups: RowGroup[], rows: number): Uint8Array {
  const schema: SchemaElement[] = [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, type }) => ({ name, repetition_type: 'OPTIONAL' as const, ...ELEMENTS[type] })),
  ];
  const writer = new ByteWriter();
  writeMetadata(writer, {
    version: 2,
    created_by: 'verband',
    schema,
    num_rows: BigInt(rows),
    row_groups: groups,
    // Counted by the writer, not stored.
    metadata_length: 0,
  });
  return writer.getBytes();
}
