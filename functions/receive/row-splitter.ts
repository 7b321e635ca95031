import type { RejectSink } from './reject-list.ts';
import { readCsvRow } from '#schemas/values/csv-row.ts';
import type { ChunkWriter } from './chunk-writer.ts';
import { type RowKeeper, rowKeeper } from './row-keeper.ts';

export type RowLimits = { readonly lineBytes: number; readonly rowLines: number };

export type RowSplitter = {
  push(text: string): void;
  /** The file's last row may lack its line break. */
  end(): void;
};

/** How rows are told apart: CSV's quotes may hide line breaks, NDJSON has a row per line. */
export type RowShape =
  | { readonly format: 'csv'; readonly delimiter: string; readonly cells: number }
  | { readonly format: 'ndjson' };

/**
 * Cuts text into complete rows and hands them to the writer, in slices that are as long as can be. Where a quote
 * stays open, or closes in the midst of a cell, its line is rejected, and so is each further one until a line is a
 * whole row by itself again: the right number of cells, and no quote left over. Lines beyond the limit are dropped
 * while they stream by.
 */
export function rowSplitter(
  shape: RowShape,
  firstLine: number,
  limits: RowLimits,
  writer: ChunkWriter,
  rejects: RejectSink,
  keeper: RowKeeper = rowKeeper(),
): RowSplitter {
  let rest = '';
  let line = firstLine;
  let dropping = false;
  /** Behind an unbalanced quote, until a line is a whole row again. */
  let lost = false;

  /** Rows from `from` on that are good and not yet handed over. */
  let text = '';
  let from = 0;
  let fromLine = line;
  let rows = 0;

  const handOver = (to: number): void => {
    if (to > from) writer.add(text.slice(from, to), fromLine, rows, line - fromLine);
    rows = 0;
  };
  const startAt = (at: number): void => {
    from = at;
    fromLine = line;
  };
  const rejectLine = (at: number, next: number, code: string, message: string): void => {
    handOver(at);
    const came = text.slice(at, next).trimEnd();
    rejects.push({ line, column: null, code, message, ...keeper(came) });
    line += 1;
    startAt(next);
  };
  const acceptRow = (next: number, lines: number): void => {
    line += lines;
    rows += 1;
    if (rows < writer.room()) return;
    handOver(next);
    startAt(next);
  };

  /** Whether reading may go on at a row; `cells` are undefined where no quote is in it. */
  const isFound = (at: number, end: number, cells?: readonly string[]): boolean => {
    if (!lost || shape.format !== 'csv') return true;
    const row = text.slice(at, end);
    const plain = row.replaceAll(shape.delimiter, '').trim();
    if (plain === '') return true;
    if (!fits(cells ?? row.split(shape.delimiter), shape.cells) || quotesIn(row) % 2 === 1) return false;
    lost = false;
    return true;
  };

  /** Reads rows from `at` on; gives the index of what must wait for more text. */
  const read = (last: boolean): number => {
    let at = 0;
    let quote = shape.format === 'csv' ? text.indexOf('"') : -1;
    for (;;) {
      const newline = text.indexOf('\n', at);
      if (newline < 0) return at;
      if (newline - at > limits.lineBytes) {
        rejectLine(at, newline + 1, 'line_too_long', LINE_TOO_LONG);
        at = newline + 1;
        continue;
      }
      if (quote >= 0 && quote < at) quote = text.indexOf('"', at);
      const plain = quote < 0 || quote > newline || shape.format !== 'csv';
      const row = plain ? undefined : readCsvRow(text, at, shape.delimiter);
      if (shape.format !== 'csv' || !row || (row.kind === 'row' && row.end === newline + 1)) {
        if (isFound(at, newline, row?.kind === 'row' ? row.cells : undefined)) acceptRow(newline + 1, 1);
        else rejectLine(at, newline + 1, 'lost_to_quote', LOST_TO_QUOTE);
        at = newline + 1;
        continue;
      }
      const end = row.kind === 'row' ? row.end : text.length;
      const lines = linesIn(text, at, end);
      const bounded = end - at <= limits.lineBytes && lines <= limits.rowLines;
      // Without a line break at its end, more text may still go on with the row.
      const complete = row.kind === 'row' && text.charCodeAt(end - 1) === NEWLINE;
      if (complete && bounded && row.cells.length === shape.cells) {
        lost = false;
        acceptRow(end, lines);
        at = end;
        continue;
      }
      if (!complete && row.kind !== 'broken' && bounded && !last) return at;
      rejectLine(at, newline + 1, 'unbalanced_quote', UNBALANCED_QUOTE);
      lost = true;
      at = newline + 1;
    }
  };

  const take = (more: string, last: boolean): void => {
    text = rest.length > 0 ? rest + more : more;
    startAt(0);
    const waiting = read(last);
    handOver(waiting);
    rest = text.slice(waiting);
    text = '';
  };

  return {
    push: (block) => {
      let more = block;
      if (dropping) {
        const newline = more.indexOf('\n');
        if (newline < 0) return;
        dropping = false;
        line += 1;
        more = more.slice(newline + 1);
      }
      take(more, false);
      if (rest.length > limits.lineBytes && !rest.includes('\n')) {
        rejects.push({ line, column: null, code: 'line_too_long', message: LINE_TOO_LONG });
        rest = '';
        dropping = true;
      }
    },
    end: () => {
      if (!dropping && rest.length > 0) take(rest.endsWith('\n') ? '' : '\n', true);
    },
  };
}

const NEWLINE = 10;

/** Spreadsheets leave empty cells behind the last one. */
const fits = (cells: readonly string[], count: number): boolean =>
  cells.length >= count && cells.slice(count).every((cell) => cell.trim() === '');

function quotesIn(text: string): number {
  let quotes = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes;
}

function linesIn(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

const LINE_TOO_LONG =
  'this line is longer than any row may be; a line break or quote is probably missing: correct it and deliver again';
const LOST_TO_QUOTE =
  'this line comes after a quotation mark that is not closed and is no whole row by itself, so it was lost; correct the line with the quotation mark and deliver again';
const UNBALANCED_QUOTE =
  'a quotation mark on this line is not closed or stands inside a cell; double it or take it out, and deliver again';
