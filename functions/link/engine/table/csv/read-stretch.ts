import { isUtf8 } from 'node:buffer';
import { defineTask } from '../../threads/task.ts';
import { type InputFile, readInto, withInputFile } from '../input-file.ts';
import { columnBuffers, type Stretch } from '../stretch.ts';
import type { CsvProblem } from './csv-cells.ts';
import { CsvColumns } from './csv-columns.ts';
import type { CsvFile } from './csv-file.ts';

/** The records that begin in `[from, to)` bytes of a file. */
export type CsvStretchOrder = { readonly file: CsvFile; readonly from: number; readonly to: number };

/** Positions (`at`) are bytes of the file. */
type Problem = CsvProblem | { readonly kind: 'encoding' | 'too-long' | 'shorter'; readonly at: number };

export type CsvStretch = Stretch & {
  readonly order: CsvStretchOrder;
  /** Where the record begins that follows: `to`, or later if a record of this stretch goes on past it. */
  readonly end: number;
  readonly problem: Problem | undefined;
};

/** Small enough to stay in a core's cache while its records are read. */
const BUFFER_BYTES = 1 << 18;
const LONGEST_RECORD_BYTES = 1 << 26;

/** Reads a part of a CSV file in a thread; what is wrong with it is an outcome, as it may have begun at a wrong place. */
export const readCsvStretch = defineTask(
  import.meta.url,
  'readCsvStretch',
  (order: CsvStretchOrder): CsvStretch => withInputFile(order.file.path, (open) => read(open, order)),
  { output: ({ columns }) => columns.flatMap(columnBuffers) },
);

function read(open: InputFile, order: CsvStretchOrder): CsvStretch {
  const { file, from, to } = order;
  let buffer = new Uint8Array(Math.min(BUFFER_BYTES, to - from) + 1);
  /** Byte of the file that the buffer begins with, and how many of it are there. */
  let base = from;
  let filled = 0;
  let columns: CsvColumns | undefined;
  let problem: Problem | undefined;
  while (base < to && !problem) {
    const wanted = Math.min(buffer.length - 1, file.size - base) - filled;
    const read = readInto(open, buffer, filled, base + filled, wanted);
    filled += read;
    const fileEnds = base + filled >= file.size;
    if (read < wanted) {
      problem = { kind: 'shorter', at: base + filled };
      break;
    }
    const end = fileEnds ? filled : buffer.lastIndexOf(LF, filled - 1) + 1;
    // The record at the file's end may lack its line feed.
    buffer[filled] = LF;
    if (!isUtf8(buffer.subarray(0, end))) {
      problem = { kind: 'encoding', at: base + firstInvalid(buffer, end) };
      break;
    }
    columns ??= new CsvColumns(file.wanted, file.delimiter, expectedRows(buffer, end, to - from));
    const next = columns.read(buffer, 0, Math.min(end, to - base), end, fileEnds);
    problem = columns.problem && { ...columns.problem, at: base + columns.problem.at };
    if (next === 0 && !problem) {
      // Not even one record fits.
      if (buffer.length > LONGEST_RECORD_BYTES) problem = { kind: 'too-long', at: base };
      const larger = new Uint8Array(2 * (buffer.length - 1) + 1);
      larger.set(buffer.subarray(0, filled));
      buffer = larger;
      continue;
    }
    buffer.copyWithin(0, next, filled);
    base += next;
    filled -= next;
  }
  return {
    order,
    rows: columns?.rows ?? 0,
    columns: (columns?.codes ?? []).flatMap((codes, at) => {
      const texts = columns?.dictionaries[at]?.parts();
      return texts ? [{ codes, texts }] : [];
    }),
    end: base,
    problem,
  };
}

const LF = 0x0a;

/** From the length of the first records, and a little more: what is not used costs nothing. */
function expectedRows(buffer: Uint8Array, end: number, bytes: number): number {
  let lines = 1;
  for (let at = buffer.indexOf(LF); at >= 0 && at < end; at = buffer.indexOf(LF, at + 1)) lines++;
  return Math.ceil((bytes / Math.max(1, end)) * lines * 1.1) + 16;
}

/** Start of the first line that is not UTF-8. */
function firstInvalid(buffer: Uint8Array, end: number): number {
  let line = 0;
  while (line < end) {
    const feed = buffer.indexOf(LF, line);
    const next = feed < 0 || feed >= end ? end : feed + 1;
    if (!isUtf8(buffer.subarray(line, next))) return line;
    line = next;
  }
  return 0;
}
