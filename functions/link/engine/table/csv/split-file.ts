import { type InputFile, readInto } from '../input-file.ts';
import { CsvColumns } from './csv-columns.ts';
import type { CsvFile } from './csv-file.ts';

const LF = 0x0a;
/** What is looked at to tell where records begin. */
const WINDOW_BYTES = 1 << 16;
/** Line feeds that are tried. */
const MOST_TRIED = 64;

/**
 * Where to cut a file into so many stretches of about the same length: positions that records probably begin at,
 * ascending, without the first stretch's. What a quote opens and closes can't be known in the middle of a file, so a
 * cut is the first line feed after which the next records have as many cells as the header; whoever reads must check
 * that the stretch before ends there.
 */
export function cutsOf(open: InputFile, file: CsvFile, stretches: number): number[] {
  const step = (file.size - file.start) / stretches;
  const cuts: number[] = [];
  for (let at = 1; at < stretches; at++) {
    const cut = cutAfter(open, file, Math.floor(file.start + at * step));
    if (cut !== undefined && cut > (cuts.at(-1) ?? file.start) && cut < file.size) cuts.push(cut);
  }
  return cuts;
}

function cutAfter(open: InputFile, file: CsvFile, position: number): number | undefined {
  const window = new Uint8Array(WINDOW_BYTES + 1);
  const filled = readInto(open, window, 0, position, Math.min(WINDOW_BYTES, file.size - position));
  const end = window.lastIndexOf(LF, filled - 1) + 1;
  let feed = window.indexOf(LF);
  for (let tried = 0; feed >= 0 && feed + 1 < end && tried < MOST_TRIED; tried++) {
    const columns = new CsvColumns(file.wanted, file.delimiter, 16);
    columns.read(window, feed + 1, end, end, false);
    if (!columns.problem && columns.rows > 0) return position + feed + 1;
    feed = window.indexOf(LF, feed + 1);
  }
  return undefined;
}
