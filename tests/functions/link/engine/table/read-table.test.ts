import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTable } from '#link/engine/table/read-table.ts';
import type { Table } from '#link/engine/table/table.ts';
import { textAt } from '#link/engine/table/text-at.ts';
import { tableOfRows } from '#link/engine/table/table-of-rows.ts';
import { openPool, type Pool } from '#link/engine/threads/pool.ts';

let folder: string;
let threads: Pool;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-table-'));
  threads = openPool(1);
});
afterAll(async () => {
  await threads.close();
  rmSync(folder, { recursive: true });
});

const read = (text: string | Uint8Array, name = 'input.csv') => {
  writeFileSync(join(folder, name), text);
  return readTable([join(folder, name)], { threads });
};
const cells = (table: Table) =>
  Array.from({ length: table.rows }, (_, row) =>
    table.columns.map((column) => textAt(column, column.codes[row] ?? -1)),
  );
const plain = (table: Table) => ({
  rows: table.rows,
  columns: table.columns.map(({ name, codes, texts }) => ({
    name,
    codes: [...codes],
    texts: Array.from({ length: texts.size }, (_, code) => textAt({ texts }, code)),
    counts: [...texts.counts],
  })),
});

describe('reading CSV', () => {
  it.each([
    ['line feeds', 'id,name\n1,Jansen\n2,Bos\n'],
    ['carriage returns and line feeds', 'id,name\r\n1,Jansen\r\n2,Bos\r\n'],
    ['no line feed at the end', 'id,name\n1,Jansen\n2,Bos'],
    ['a carriage return alone at the end', 'id,name\n1,Jansen\n2,Bos\r'],
    ['a byte order mark', '\uFEFFid,name\n1,Jansen\n2,Bos\n'],
    ['semicolons', 'id;name\n1;Jansen\n2;Bos\n'],
    ['tabs', 'id\tname\n1\tJansen\n2\tBos\n'],
    ['bars', 'id|name\n1|Jansen\n2|Bos\n'],
    ['quotes', '"id","name"\n"1","Jansen"\n"2","Bos"\n'],
    ['quotes and carriage returns', '"id","name"\r\n"1","Jansen"\r\n2,"Bos"\r\n'],
    ['blank lines', 'id,name\n\n1,Jansen\n  \n2,Bos\n\r\n\n'],
    ['blanks around names of columns', ' id , name \n1,Jansen\n2,Bos\n'],
  ])('takes %s', async (_, text) => {
    const table = await read(text);
    expect(table.columns.map(({ name }) => name)).toEqual(['id', 'name']);
    expect(cells(table)).toEqual([
      ['1', 'Jansen'],
      ['2', 'Bos'],
    ]);
  });

  it('takes apart cells with delimiters, quotes and line breaks in them', async () => {
    const table = await read(
      'id,"na""me"\n1,"Jansen, Piet"\n2,"de ""Lange"""\n3,"two\nlines"\n4,O"Neil\n5,""""\n',
    );
    expect(table.columns.map(({ name }) => name)).toEqual(['id', 'na"me']);
    expect(cells(table).map(([, name]) => name)).toEqual([
      'Jansen, Piet',
      'de "Lange"',
      'two\nlines',
      'O"Neil',
      '"',
    ]);
  });

  it('does not know what is empty or blank, and keeps other blanks', async () => {
    const table = await read('id,name,town\n1,,""\n2,  ," "\n3, Bos ,\t\n4,\u00e9,x\n');
    expect(table.columns.map(({ codes }) => [...codes])).toEqual([
      [0, 1, 2, 3],
      [-1, -1, 0, 1],
      [-1, -1, -1, 0],
    ]);
    expect(cells(table)[2]).toEqual(['3', ' Bos ', '']);
    expect(cells(table)[3]).toEqual(['4', 'é', 'x']);
  });

  it('names columns that have no name, and reads one column alone', async () => {
    expect((await read(',name\n1,Bos\n')).columns.map(({ name }) => name)).toEqual(['column_1', 'name']);
    expect(cells(await read('name\nBos\n""\n\nVos'))).toEqual([['Bos'], [''], ['Vos']]);
  });

  it('chooses the delimiter that cuts records alike, not the one that is commonest', async () => {
    const table = await read('id;name\n1;Bos, J., K., L.\n2;Vos, J.\n');
    expect(cells(table)[0]).toEqual(['1', 'Bos, J., K., L.']);
  });

  it('reads records that are longer than what is read at once', async () => {
    const long = 'é'.repeat(400_000);
    expect(cells(await read(`id,text\n1,"${long}\n""x"\n2,${long}\n`))).toEqual([
      ['1', `${long}\n"x`],
      ['2', long],
    ]);
  });

  it('reads what another reader reads, whatever stands in cells and wherever a file is cut', async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      fc.constantFrom('', '"', '""', '\n', '"\n', ',\n"', 'a\r\nb', ';', '\n1,2,3\n', '"a",b\n'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 60 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.integer({ min: 2, max: 7 }),
        async (rows, end, always, stretches) => {
          const quote = (text: string) =>
            always || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
          const text = [['a', 'b', 'c'], ...rows].map((row) => row.map(quote).join(',')).join(end) + end;
          const path = join(folder, 'any.csv');
          writeFileSync(path, text);
          const known: string[][] = parse(text, { record_delimiter: end, from: 2 });
          const expected = plain(tableOfRows(['a', 'b', 'c'], known));
          const pool = openPool(1);
          const whole = await readTable([path], { threads: pool });
          expect(plain(whole)).toEqual(expected);
          // Cut in this thread: what matters is where, not who reads.
          const cut = await readTable([path], { threads: { ...pool, size: stretches }, stretchBytes: 1 });
          expect(plain(cut)).toEqual(expected);
        },
      ),
      { numRuns: 150 },
    );
  });
});
