import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTable } from '#link/engine/table/read-table.ts';
import { openPool } from '#link/engine/threads/pool.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'refused-inputs-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const threads = openPool(1);
const bytes = (...parts: readonly (string | number[])[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part)));
const manyLines = `id,name\n${'1,Bos\n'.repeat(100_000)}`;

describe('what can’t be read is refused, with where and what to do', () => {
  it.each<[what: string, content: string | Uint8Array, message: RegExp]>([
    ['an empty file', '', /in\.csv: the file is empty/],
    ['blank text', ' \n \n', /in\.csv: .*no records/],
    ['a header alone', 'id,name', /in\.csv: there are no records after the header/],
    ['a header and blank lines', 'id,name\n\n\r\n', /in\.csv: .*no records/],
    ['lines that end in CR alone', 'id,name\r1,Bos\r', /LF or CRLF/],
    ['too few cells', 'id,name\n1,Bos\n2\n', /in\.csv:3: 1 cell where the header has 2/],
    ['too many cells', 'id,name\n1,Bos,x\n2,Vos\n', /in\.csv:2: 3 cells where the header has 2/],
    ['too few cells, far down', `${manyLines}2\n${manyLines}`, /in\.csv:100002: 1 cell /],
    ['lines counted within quotes', 'id,name\n1,"a\nb\nc"\n2\n', /in\.csv:5: 1 cell /],
    ['text after a quote', 'id,name\n1,"Bos"x\n', /in\.csv:2: text after the quote/],
    [
      'a quote that is not closed',
      'id,name\n1,Bos\n2,"Vos\n3,x\n',
      /in\.csv:3: the quote .* is never closed/,
    ],
    [
      'a header whose quote is not closed',
      '"id,name\n1,Bos\n',
      /in\.csv: there are no records after the header/,
    ],
    ['two columns of one name', 'id,name,name\n1,2,3\n', /two columns "name"/],
    ['UTF-16', bytes([0xff, 0xfe], 'i\0d\0'), /UTF-16.*UTF-8/],
    ['UTF-16, big end first', bytes([0xfe, 0xff], '\0i\0d'), /UTF-16.*UTF-8/],
    ['UTF-16 without a mark', bytes('i\0d\0,\0n\0\n\0', 'x\0,\0b\0\n\0'), /zero bytes.*UTF-16/],
    ['Latin-1', bytes('id,name\n1,Bos\n2,Andr', [0xe9], '\n'), /in\.csv:3: not UTF-8.*iconv/],
    ['Latin-1, far down', bytes(manyLines, '1,', [0xe9], '\n'), /in\.csv:100002: not UTF-8/],
    ['Latin-1 in the header', bytes('id,', [0xe9], '\n1,2\n'), /in\.csv:1: the header is not UTF-8/],
    ['a spreadsheet', bytes('PK', [3, 4], 'x'), /spreadsheet/],
    ['what is packed', bytes([0x1f, 0x8b, 8, 0]), /gzip.*Unpack/],
    ['damaged Parquet', bytes('PAR1', 'nonsense', 'PAR1'), /Parquet file is damaged/],
  ])('%s', async (_, content, message) => {
    const path = join(folder, 'in.csv');
    writeFileSync(path, content);
    await expect(readTable([path], { threads })).rejects.toHaveProperty('name', 'InputError');
    await expect(readTable([path], { threads })).rejects.toThrow(message);
  });

  it('a file that is not there, and a folder', async () => {
    mkdirSync(join(folder, 'folder'));
    await expect(readTable([join(folder, 'none.csv')], { threads })).rejects.toThrow(/no such file/);
    await expect(readTable([join(folder, 'folder')], { threads })).rejects.toThrow(/not a file/);
  });
});
