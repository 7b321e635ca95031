import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { decodeParquet, encodeParquet } from '#adapters/parquet.ts';
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
});
