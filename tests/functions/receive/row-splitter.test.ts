import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowSplitter } from '#receive/row-splitter.ts';
import { split } from './split.ts';

const limits = { lineBytes: 60, rowLines: 5 };
const csv = (text: string, cells: number, blockCharacters = 4, chunkRows = 3) =>
  split(text, blockCharacters, chunkRows, (writer, rejects) =>
    rowSplitter({ format: 'csv', delimiter: ';', cells }, 2, limits, writer, rejects),
  );

describe('rowSplitter', () => {
  it.each([1, 2, 4, 7, 1000])('cuts at row boundaries, blocks of %i', (block) => {
    const text = 'a;1\nb;"2\nzwei"\nc;3\n\nd;4';
    const { chunks, rejects } = csv(text, 2, block, 2);
    expect(rejects).toEqual([]);
    expect(chunks.map((chunk) => chunk.text).join('')).toBe(`${text}\n`);
    for (const chunk of chunks) {
      const before = `x\n${text}`
        .split('\n')
        .slice(0, chunk.firstLine - 1)
        .join('\n');
      expect(`x\n${text}\n`.slice(before.length + 1)).toMatch(
        new RegExp(`^${chunk.text.replaceAll('\n', '\\n')}`),
      );
    }
  });

  it.each([1, 3, 1000])('rejects the line of an unbalanced quote alone, blocks of %i', (block) => {
    const { lines, rejects } = csv('a;1\nb;"2\nc;3\nd;"4"\ne;5\n', 2, block);
    expect(rejects.map(({ line, code }) => [line, code])).toEqual([[3, 'unbalanced_quote']]);
    expect(lines).toEqual([
      [2, 'a;1'],
      [4, 'c;3'],
      [5, 'd;"4"'],
      [6, 'e;5'],
    ]);
  });

  it.each([
    ['a quote that closes inside a cell', 'a;"b"c\nd;1\n', [2], [[3, 'd;1']]],
    [
      'a quote that never closes',
      'a;1\nb;"2\nc;3\n',
      [3],
      [
        [2, 'a;1'],
        [4, 'c;3'],
      ],
    ],
    [
      'a quote that swallows more lines than a row may have',
      'a;"\n1;1\n2;2\n3;3\n4;4\n5;5\n6;6"\nz;z\n',
      [2],
      [3, 4, 5, 6, 7, 8, 9].map((line, at) => [line, ['1;1', '2;2', '3;3', '4;4', '5;5', '6;6"', 'z;z'][at]]),
    ],
    [
      'two quotes that pair up over the wrong lines',
      'a;"1\nb;2\nc";3;4\nd;4\n',
      [2],
      [
        [3, 'b;2'],
        [4, 'c";3;4'],
        [5, 'd;4'],
      ],
    ],
  ])('goes on behind %s', (_what, text, rejected, kept) => {
    const { lines, rejects } = csv(text, 2);
    expect(rejects.map((reject) => reject.line)).toEqual(rejected);
    expect(lines).toEqual(kept);
  });

  it.each([1, 3, 1000])(
    'loses what follows a broken row until a line is whole again, blocks of %i',
    (block) => {
      const { lines, rejects } = csv('a;1\nb;"two\nlines\n\nend";5\nc;3\nd;"4\nfour"\n5;5;5\n', 2, block);
      expect(rejects.map(({ line, code }) => [line, code])).toEqual([
        [3, 'unbalanced_quote'],
        [4, 'lost_to_quote'],
        [6, 'lost_to_quote'],
      ]);
      expect(lines).toEqual([
        [2, 'a;1'],
        [7, 'c;3'],
        [8, 'd;"4'],
        [9, 'four"'],
        [10, '5;5;5'],
      ]);
    },
  );

  it.each([1, 10, 1000])('drops a line that is too long and keeps count, blocks of %i', (block) => {
    const { lines, rejects } = csv(`a;1\n${'x'.repeat(200)}\nc;3\n`, 2, block);
    expect(rejects.map(({ line, code }) => [line, code])).toEqual([[3, 'line_too_long']]);
    expect(lines).toEqual([
      [2, 'a;1'],
      [4, 'c;3'],
    ]);
  });

  it('drops a too long last line', () => {
    const { lines, rejects } = csv(`a;1\n${'x'.repeat(200)}`, 2);
    expect(rejects.map((reject) => reject.line)).toEqual([3]);
    expect(lines).toEqual([[2, 'a;1']]);
  });

  it('reads quotes of NDJSON as text', () => {
    const { lines, rejects } = split('{"a":"1"}\n{"a":"\n{"b":2}', 3, 10, (writer, found) =>
      rowSplitter({ format: 'ndjson' }, 1, limits, writer, found),
    );
    expect(rejects).toEqual([]);
    expect(lines.map(([line]) => line)).toEqual([1, 2, 3]);
  });

  const cell = fc.stringMatching(/^[ab;" \n]{0,6}$/);
  const quoted = (text: string) => (/[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  it('loses nothing of a well-formed file, whatever its blocks and chunks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 5 }),
        (rows, block, chunkRows) => {
          const text = rows.map((row) => `${row.map(quoted).join(';')}\n`).join('');
          const wide = { lineBytes: 10_000, rowLines: 1000 };
          const { chunks, rejects } = split(text, block, chunkRows, (writer, found) =>
            rowSplitter({ format: 'csv', delimiter: ';', cells: 3 }, 2, wide, writer, found),
          );
          expect(rejects).toEqual([]);
          expect(chunks.map((chunk) => chunk.text).join('')).toBe(text);
          let line = 2;
          for (const chunk of chunks) {
            expect(chunk.firstLine).toBe(line);
            line += chunk.text.split('\n').length - 1;
          }
        },
      ),
    );
  });

  it('gives the same rows and rejects for any text, however it is cut into blocks', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab;"\n]{0,60}$/), fc.integer({ min: 1, max: 20 }), (text, block) => {
        const whole = csv(text, 2, 1000, 1000);
        const cut = csv(text, 2, block, 1000);
        expect(cut.lines).toEqual(whole.lines);
        expect(cut.rejects).toEqual(whole.rejects);
      }),
    );
  });
});
