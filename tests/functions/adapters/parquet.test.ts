import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeParquet, encodeColumns, encodeParquet } from '#adapters/parquet.ts';
import type { LakeColumn } from '#schemas/tables.ts';

const COLUMNS: readonly LakeColumn[] = [
  { name: 'id', type: 'string' },
  { name: 'rooms', type: 'int' },
  { name: 'share', type: 'double' },
  { name: 'lived_in', type: 'boolean' },
  { name: 'since', type: 'date' },
  { name: 'at', type: 'timestamp' },
  { name: 'notes', type: 'json' },
];
const ROWS = [
  {
    id: 'a',
    rooms: 3,
    share: 0.25,
    lived_in: true,
    since: '1978-03-01',
    at: '2026-10-01T12:30:00.250Z',
    notes: { x: [1, 'é'] },
  },
  { id: 'b', rooms: null, share: null, lived_in: null, since: null, at: null, notes: null },
];

describe('Parquet files of the lake', () => {
  it('come back as they were written, nulls included', async () => {
    expect(await decodeParquet(COLUMNS, encodeParquet(COLUMNS, ROWS))).toEqual(ROWS);
  });

  it('hold no row when none is given', async () => {
    expect(await decodeParquet(COLUMNS, encodeParquet(COLUMNS, []))).toEqual([]);
  });

  it('show their declared types to another reader', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'parquet-')), 'rows.parquet');
    writeFileSync(file, encodeParquet(COLUMNS, ROWS));
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet('${file}')`);
    expect(described.getRowObjects().map((row) => row.column_type)).toEqual([
      'VARCHAR',
      'INTEGER',
      'DOUBLE',
      'BOOLEAN',
      'DATE',
      'TIMESTAMP',
      'VARCHAR',
    ]);
  });

  it('hold whatever values come, in whatever order, however often (property)', async () => {
    const cell = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
    const row = fc.record({
      id: cell(
        fc.oneof(fc.constantFrom('Kerkstraat', 'Dorpsweg'), fc.string({ minLength: 1, unit: 'grapheme' })),
      ),
      rooms: cell(fc.oneof(fc.constantFrom(1, 2, 3), fc.integer())),
      share: cell(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)),
      lived_in: cell(fc.boolean()),
      since: cell(
        fc
          .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
          .map((at) => at.toISOString().slice(0, 10)),
      ),
      at: cell(
        fc
          .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
          .map((at) => at.toISOString()),
      ),
      notes: cell(fc.oneof(fc.constant([]), fc.dictionary(fc.constantFrom('a', 'b'), fc.string()))),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 60 }), async (rows) => {
        const back = await decodeParquet(COLUMNS, encodeParquet(COLUMNS, rows));
        expect(JSON.stringify(back)).toBe(JSON.stringify(rows));
      }),
    );
  });

  it('of more rows than a row group holds read alike elsewhere', async () => {
    const rows = Array.from({ length: 50_003 }, (_none, at) => ({
      id: at % 7 === 0 ? null : `é${at % 3 === 0 ? '' : at}`,
      rooms: at % 5 === 0 ? null : at - 25_000,
      share: at / 4,
      lived_in: at % 3 === 0 ? null : at % 2 === 0,
      since: at % 2 === 0 ? '2026-10-01' : null,
      at: null,
      notes: at === 50_002 ? { last: true } : null,
    }));
    const bytes = encodeParquet(COLUMNS, rows);
    expect(await decodeParquet(COLUMNS, bytes)).toEqual(rows);
    const file = join(mkdtempSync(join(tmpdir(), 'parquet-')), 'rows.parquet');
    writeFileSync(file, bytes);
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const summed =
      await connection.runAndReadAll(`SELECT count(*)::INT, count(DISTINCT id)::INT, sum(rooms)::INT,
      sum(share), count_if(lived_in)::INT, max(since)::VARCHAR, any_value(notes) FROM read_parquet('${file}')`);
    const total = (of: readonly (number | null)[]): number =>
      of.reduce<number>((sum, each) => sum + (each ?? 0), 0);
    expect(summed.getRows()).toEqual([
      [
        rows.length,
        new Set(rows.flatMap((row) => row.id ?? [])).size,
        total(rows.map((row) => row.rooms)),
        total(rows.map((row) => row.share)),
        rows.filter((row) => row.lived_in).length,
        '2026-10-01',
        '{"last":true}',
      ],
    ]);
  });

  it.each([
    ['text in a column of numbers', { rooms: 'three' }, 'none'],
    ['a fraction in a column of whole numbers', { rooms: 1.5 }, '32 bits'],
    ['a number in a column of text', { id: 3 }, 'no text'],
    ['what is no day in a column of dates', { since: 'soon' }, 'no date'],
  ])('are not written with %s', (_what, row, message) => {
    expect(() => encodeParquet(COLUMNS, [row])).toThrow(message);
  });

  it('are not written from columns of unequal length', () => {
    const values = new Map([['id', ['a', 'b']]]);
    expect(() => encodeColumns(COLUMNS, { rows: 3, values })).toThrow('2 values for 3 rows');
  });
});
