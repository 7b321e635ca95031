import { type FileMetaData, parquetRead, type SchemaElement } from 'hyparquet';
import { letGo } from '../../threads/let-go.ts';
import { defineTask } from '../../threads/task.ts';
import { InputError } from '../input-error.ts';
import { closeInput, type InputFile, openInput } from '../input-file.ts';
import { columnBuffers, type Stretch, type StretchColumn } from '../stretch.ts';
import { UNKNOWN } from '../table.ts';
import { ColumnCodes } from './column-codes.ts';
import { COMPRESSORS } from './compressors.ts';
import { bytesOf, columnsOf, metadataOf, type ParquetFile } from './parquet-file.ts';
import { dayText, instantText, valueText } from './value-text.ts';

/** Row groups `[from, to)` of a file. */
export type GroupsOrder = { readonly file: ParquetFile; readonly from: number; readonly to: number };

/** Reads a part of a Parquet file in a thread, column by column. Throws InputError. */
export const readParquetGroups = defineTask(
  import.meta.url,
  'readParquetGroups',
  async ({ file, from, to }: GroupsOrder): Promise<Stretch> => {
    const open = openInput(file.path);
    try {
      const metadata = await metadataOf(open);
      const part = { metadata, groups: file.groups, from, to };
      const columns: StretchColumn[] = [];
      for (const [at, element] of columnsOf(file.path, metadata).entries())
        if (file.wanted[at]) {
          columns.push(await readColumn(open, element, part));
          letGo();
        }
      return { rows: file.groups.slice(from, to).reduce((sum, rows) => sum + rows, 0), columns };
    } finally {
      closeInput(open);
    }
  },
  { output: ({ columns }) => columns.flatMap(columnBuffers) },
);

type Part = {
  readonly metadata: FileMetaData;
  readonly groups: readonly number[];
  readonly from: number;
  readonly to: number;
};

async function readColumn(open: InputFile, element: SchemaElement, part: Part): Promise<StretchColumn> {
  const { metadata, groups, from, to } = part;
  const where = `${open.path}: column ${element.name}`;
  const scale = element.converted_type === 'DECIMAL' ? (element.scale ?? 0) : undefined;
  const column = new ColumnCodes(groups.slice(from, to).reduce((sum, rows) => sum + rows, 0));
  /** Numbers of known texts stand for texts as they come: no string per value. */
  const isText = textColumn(element);
  let rowStart = groups.slice(0, from).reduce((sum, rows) => sum + rows, 0);
  for (const rows of groups.slice(from, to)) {
    let read = 0;
    await parquetRead({
      file: bytesOf(open),
      metadata,
      columns: [element.name],
      rowStart,
      rowEnd: rowStart + rows,
      compressors: COMPRESSORS,
      geoparquet: false,
      parsers: {
        stringFromBytes: (bytes: Uint8Array | undefined) => (bytes ? column.know(bytes) : UNKNOWN),
        jsonFromBytes: (bytes: Uint8Array | undefined) => (bytes ? column.know(bytes) : UNKNOWN),
        dateFromDays: (days: number | undefined) => (days === undefined ? undefined : dayText(days)),
        timestampFromMilliseconds: (count) => instantText(count, 1000n),
        timestampFromMicroseconds: (count) => instantText(count, 1_000_000n),
        timestampFromNanoseconds: (count) => instantText(count, 1_000_000_000n),
      },
      onChunk: ({ columnData }) => {
        read += columnData.length;
        for (let at = 0; at < columnData.length; at++) {
          const value: unknown = columnData[at];
          if (isText) column.add(typeof value === 'number' ? value : UNKNOWN);
          else {
            const text = valueText(value, scale, where);
            column.add(text === undefined ? UNKNOWN : column.know(Buffer.from(text)));
          }
        }
      },
    }).catch((error: unknown) => {
      if (error instanceof InputError) throw error;
      throw new InputError(
        `${where} can't be read: ${error instanceof Error ? error.message : String(error)}`,
        {
          cause: error,
        },
      );
    });
    if (read !== rows)
      throw new InputError(`${where} has ${read} values where there are ${rows} rows: the file is damaged.`);
    rowStart += rows;
  }
  const finished = column.finish();
  if (!finished) throw new InputError(`${where} is not UTF-8. Store it as text.`);
  return finished;
}

/** Whether hyparquet makes text of a column's bytes. */
function textColumn({ type, converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  if (type !== 'BYTE_ARRAY') return false;
  return converted !== 'DECIMAL' && converted !== 'BSON' && logical?.type !== 'DECIMAL';
}
