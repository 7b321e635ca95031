import { type InputFile, readInto, withInputFile } from '../input-file.ts';
import type { CsvFile } from './csv-file.ts';
import type { CsvStretch } from './read-stretch.ts';

type Problem = NonNullable<CsvStretch['problem']>;

/** What is wrong with a CSV file: where (file and line) and what to do. */
export function problemMessage(file: CsvFile, problem: Problem): string {
  const where = `${file.path}:${withInputFile(file.path, (open) => lineAt(open, problem.at))}`;
  switch (problem.kind) {
    case 'ragged':
      return `${where}: ${problem.cells} ${problem.cells === 1 ? 'cell' : 'cells'} where the header has ${file.columns.length}. Cells with a delimiter, quote or line break in them must be in quotes (").`;
    case 'after-quote':
      return `${where}: text after the quote (") that ends a cell. A quote within a quoted cell must be doubled ("").`;
    case 'unclosed':
      return `${where}: the quote (") that opens here is never closed. Close it, or double it ("") if it belongs to the text.`;
    case 'too-long':
      return `${where}: the record that begins here is longer than 64 MB. Is a quote (") not closed?`;
    case 'encoding':
      return `${where}: not UTF-8. Save the file as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8 ${file.path} > utf8.csv`;
    case 'shorter':
      return `${file.path}: the file became shorter while it was read. Try again when nothing writes to it.`;
  }
}

/** Number of the line that a byte stands in, from 1. */
function lineAt(open: InputFile, position: number): number {
  const buffer = new Uint8Array(1 << 20);
  let line = 1;
  for (let from = 0; from < position; from += buffer.length) {
    const part = buffer.subarray(
      0,
      readInto(open, buffer, 0, from, Math.min(buffer.length, position - from)),
    );
    for (let at = part.indexOf(0x0a); at >= 0; at = part.indexOf(0x0a, at + 1)) line++;
  }
  return line;
}
