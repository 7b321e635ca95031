import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTable } from '#link/engine/table/read-table.ts';
import type { Table } from '#link/engine/table/table.ts';
import { textAt } from '#link/engine/table/text-at.ts';
import { openPool, type Pool } from '#link/engine/threads/pool.ts';

const ROWS = 120_000;
const rows = Array.from({ length: ROWS }, (_, row) => ({
  id: `r${row}`,
  name: row % 7 === 0 ? null : `Jansen ${(row * 7919) % 1013}`,
  note: row % 1000 === 0 ? `two\nlines, "${row % 5}"` : `é${row % 3}`,
  born: new Date(Date.UTC(1900 + (row % 120), row % 12, 1 + (row % 28))),
  size: row % 11,
}));
const names = ['id', 'name', 'note', 'born', 'size'] as const;
const text = (value: string | number | Date | null): string =>
  value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? '');
const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csv = `${names.join(',')}\n${rows.map((row) => names.map((name) => quoted(text(row[name]))).join(',')).join('\n')}\n`;

let folder: string;
let alone: Pool;
let together: Pool;
let expected: ReturnType<typeof plain>;
const path = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parallel-'));
  alone = openPool(1);
  together = openPool(3);
  writeFileSync(path('all.csv'), csv);
  expected = plain(await readTable([path('all.csv')], { threads: alone }));
});
afterAll(async () => {
  await together.close();
  rmSync(folder, { recursive: true });
});

/** Digests would do as well, but tell nothing when they differ. */
const plain = (table: Table) =>
  table.columns.map(({ name, codes, texts }) => ({
    name,
    codes: Buffer.from(new Int32Array(codes).buffer).toString('base64'),
    texts: Buffer.from(new Uint8Array(texts.bytes)).toString(),
    offsets: texts.offsets.join(),
    counts: texts.counts.join(),
  }));

describe('reading in threads', () => {
  it('gives what one thread gives', async () => {
    const table = await readTable([path('all.csv')], { threads: together, stretchBytes: 1000 });
    expect(table.rows).toBe(ROWS);
    expect(plain(table)).toEqual(expected);
  });

  it('gives of Parquet what it gives of CSV, and of some columns what it gives of all', async () => {
    const buffer = parquetWriteBuffer({
      columnData: [
        { name: 'id', data: rows.map(({ id }) => id) },
        { name: 'name', data: rows.map(({ name }) => name) },
        { name: 'note', data: rows.map(({ note }) => note) },
        { name: 'born', data: rows.map(({ born }) => born) },
        { name: 'size', data: rows.map(({ size }) => size) },
      ],
      schema: [
        { name: 'root', num_children: 5 },
        { name: 'id', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
        { name: 'name', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
        { name: 'note', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
        { name: 'born', type: 'INT32', converted_type: 'DATE', repetition_type: 'REQUIRED' },
        { name: 'size', type: 'INT32', repetition_type: 'REQUIRED' },
      ],
      rowGroupSize: 25_000,
    });
    writeFileSync(path('all.parquet'), new Uint8Array(buffer));
    for (const threads of [alone, together])
      expect(plain(await readTable([path('all.parquet')], { threads }))).toEqual(expected);
    const some = [0, 1, 3].map((at) => expected[at]);
    for (const name of ['all.csv', 'all.parquet']) {
      const table = await readTable([path(name)], { threads: together, only: ['born', 'name'] });
      expect(plain(table)).toEqual(some);
    }
  });

  it('puts inputs one after the other, columns by name', async () => {
    writeFileSync(path('a.csv'), 'id,name,town\n1,Bos,Breda\n2,Vos,\n');
    writeFileSync(path('b.csv'), 'key;town;name\nx;Tilburg;Vos\n');
    const table = await readTable([path('a.csv'), path('b.csv')], { threads: together });
    expect([...(table.inputs ?? [])]).toEqual([0, 0, 1]);
    expect(table.sources.map(({ rows: count, columns }) => [count, columns[0]])).toEqual([
      [2, 'id'],
      [1, 'key'],
    ]);
    const shown = table.columns.map((column) => [
      column.name,
      ...Array.from(column.codes, (code) => textAt(column, code)),
    ]);
    expect(shown).toEqual([
      ['id', '1', '2', ''],
      ['name', 'Bos', 'Vos', 'Vos'],
      ['town', 'Breda', '', 'Tilburg'],
      ['key', '', '', 'x'],
    ]);
  });
});
