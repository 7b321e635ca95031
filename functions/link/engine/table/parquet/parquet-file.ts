import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, type SchemaElement } from 'hyparquet';
import { InputError } from '../input-error.ts';
import { type InputFile, readInto } from '../input-file.ts';
import type { Wanted } from '../wanted.ts';

/** What is known of a Parquet file before its rows are read. */
export type ParquetFile = {
  readonly path: string;
  readonly size: number;
  readonly columns: readonly string[];
  /** Per column, whether its values are wanted. */
  readonly wanted: readonly boolean[];
  /** Rows of each row group. */
  readonly groups: readonly number[];
};

export async function parquetFile(file: InputFile, wanted: Wanted): Promise<ParquetFile> {
  const metadata = await metadataOf(file);
  const columns = columnsOf(file.path, metadata).map(({ name }) => name);
  const twice = columns.find((name, at) => columns.indexOf(name) !== at);
  if (twice !== undefined)
    throw new InputError(`${file.path}: there are two columns "${twice}". Give each a name of its own.`);
  const groups = metadata.row_groups.map(({ num_rows: rows }) => Number(rows));
  return { path: file.path, size: file.size, columns, wanted: columns.map(wanted), groups };
}

/** Throws InputError if a file is damaged. */
export async function metadataOf(file: InputFile): Promise<FileMetaData> {
  try {
    return await parquetMetadataAsync(bytesOf(file), { geoparquet: false });
  } catch (error) {
    throw new InputError(
      `${file.path}: this Parquet file is damaged or not whole (${error instanceof Error ? error.message : String(error)}).`,
      { cause: error },
    );
  }
}

/** Columns of a flat table. Throws InputError, by name, for lists and groups. */
export function columnsOf(path: string, metadata: FileMetaData): SchemaElement[] {
  const [root, ...elements] = metadata.schema;
  const nested = elements.find(
    ({ num_children: children, repetition_type: repetition }) =>
      children !== undefined || repetition === 'REPEATED',
  );
  if (nested)
    throw new InputError(
      `${path}: column ${nested.name} holds lists or groups. Leave it out, or store it as text.`,
    );
  if (elements.length !== root?.num_children) throw new InputError(`${path}: this Parquet file is damaged.`);
  return elements;
}

/** A file as hyparquet reads it. */
export const bytesOf = (file: InputFile): AsyncBuffer => ({
  byteLength: file.size,
  slice(start, end = file.size) {
    const bytes = new Uint8Array(end - start);
    readInto(file, bytes, 0, start, bytes.length);
    return bytes.buffer;
  },
});
