import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { readCsvRow } from '#schemas/values/csv-row.ts';

const quoted = (cell: string, delimiter: string): string =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;

const cell = fc.oneof(fc.string(), fc.stringMatching(/^[a"; ,\n\r]{0,8}$/));
const delimiter = fc.constantFrom(';', ',', '\t', '|');

describe('readCsvRow', () => {
  it.each([
    ['a;b;c\nd', ['a', 'b', 'c'], 6],
    ['a;b\r\nc', ['a', 'b'], 5],
    ['a;', ['a', ''], 2],
    ['"a;b";"c ""d"""\n', ['a;b', 'c "d"'], 16],
    ['"two\nlines";x\r\n', ['two\nlines', 'x'], 15],
    ['5" pipe;x', ['5" pipe', 'x'], 9],
    ['""', [''], 2],
    ['\n', [''], 1],
  ])('%j', (text, cells, end) => {
    expect(readCsvRow(text, 0, ';')).toEqual({ kind: 'row', cells, end });
  });

  it('tells an open quote from one that closes inside a cell', () => {
    expect(readCsvRow('a;"b\nc', 0, ';')).toEqual({ kind: 'open' });
    expect(readCsvRow('a;"b"c;d\n', 0, ';')).toEqual({ kind: 'broken' });
  });

  it('reads back any row, where the row before it ends', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
        delimiter,
        (rows, by) => {
          const text = rows.map((row) => `${row.map((value) => quoted(value, by)).join(by)}\n`).join('');
          let at = 0;
          for (const row of rows) {
            const read = readCsvRow(text, at, by);
            expect(read).toMatchObject({ kind: 'row', cells: row });
            if (read.kind === 'row') at = read.end;
          }
          expect(at).toBe(text.length);
        },
      ),
    );
  });

  it('reads as csv-parse does', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 6 }), delimiter, (row, by) => {
        const text = `${row.map((value) => quoted(value, by)).join(by)}\r\n`;
        const [expected] = parse(text, { delimiter: by, record_delimiter: '\r\n', relax_quotes: true });
        expect(readCsvRow(text, 0, by)).toMatchObject({ kind: 'row', cells: expected });
      }),
    );
  });
});
