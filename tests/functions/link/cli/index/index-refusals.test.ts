import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvOf, persons } from '../made-up.ts';
import { runLink } from '../run-link.ts';

const rows = persons(40);
let folder: string;
let standing: Buffer;
const at = (name: string) => join(folder, name);
const write = (name: string, text: string) => writeFileSync(at(name), text);
const run = (words: string) => runLink(folder, words.split(' '));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'link-index-refusals-'));
  write('a.csv', csvOf(rows));
  write('twice.csv', csvOf([...rows, ...rows.slice(0, 1)]));
  write('no-id.csv', 'id,name\n1,Bos\n,Vos\n');
  write('narrow.csv', 'id,surname\nx1,Bos\n');
  write('other-id.csv', 'number,entity,first_name,surname,born,town\nx1,1,Jo,Bos,1970-01-01,Goes\n');
  write('unknown.csv', 'id\nnobody\n');
  write('number.csv', 'number\nr1a\n');
  const head = 'left,right,decision,by,on,why';
  write(
    'both.csv',
    `${head}\nr1a,r2a,must,Jo,2026-01-02,x\nr2a,r4a,must,Jo,2026-01-02,x\nr1a,r4a,cannot,Al,2026-01-03,y\n`,
  );
  write('file', '');
  mkdirSync(at('full'));
  write('full/else.txt', '');
  mkdirSync(at('other-format'));
  write('other-format/manifest.json', JSON.stringify({ format: 99, version: 1 }));
  mkdirSync(at('damaged'));
  write('damaged/manifest.json', '{"format":1,}\n');
  await run('index --input a.csv --index i');
  standing = readFileSync(at('i/manifest.json'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.concurrent('what can’t be done with an index is said in a sentence', () => {
  it.each<[words: string, code: number, message: RegExp]>([
    ['drop --input a.csv --index none', 1, /none: there is no index\. Make one with: npm run link -- index/],
    ['drop --input a.csv --index other-format', 1, /has format 99; this program reads format 1\. Build it/],
    ['drop --input a.csv --index damaged', 1, /damaged: The index is damaged: its manifest is not as it/],
    ['drop --input narrow.csv --index i', 1, /needs column \w+, which the input does not have/],
    ['drop --input other-id.csv --index i', 1, /first column is number; rows of this index are known by id/],
    ['drop --input twice.csv --index i', 1, /row 55: id r0a is that of row 1 too/],
    ['drop --input none.csv --index i', 1, /none\.csv: there is no such file/],
    ['drop --withdraw unknown.csv --index i', 1, /nobody can't be withdrawn: the index has no row/],
    ['drop --withdraw number.csv --index i', 1, /first column is number; records of this index are known/],
    ['drop --decisions both.csv --index i', 1, /r1a and r2a are one \(Jo, .*; r1a and r4a are not one \(Al/],
    ['drop --input a.csv --index i --out a.csv', 1, /a\.csv is an input; it is not written over/],
    ['drop --index i', 2, /a drop needs --input, --withdraw or --decisions/],
    ['drop --input a.csv', 2, /drop needs a folder: --index FOLDER/],
    ['drop --input a.csv --index i --seed 3', 2, /drop does not take --seed/],
    ['index --input twice.csv --index new', 1, /twice\.csv, row 55: id r0a is that of row 1 too/],
    ['index --input no-id.csv --index new2', 1, /row 2: no id; every row needs one/],
    ['index --input a.csv --index i', 1, /i is not empty\. Name a new folder/],
    ['index --input a.csv --index full', 1, /full is not empty/],
    ['index --input a.csv --index file', 1, /file is a file\. Name a folder/],
    ['index --input a.csv --index no/where', 1, /no\/where can't be made/],
    ['index --index new3', 2, /an input is needed/],
    [
      'lookup e-0000000 --index i',
      1,
      /is neither a record of this index nor an entity: records are known by id/,
    ],
    ['lookup --index i', 2, /lookup needs the id/],
    ['explain r1a --index none', 1, /there is no index/],
    ['compact --index none', 1, /there is no index/],
  ])('%s', async (words, code, message) => {
    const done = await run(words);
    expect(done.err).toMatch(message);
    expect(done.err).not.toMatch(/\n\s+at |node:internal|Error:/);
    expect([done.out, done.code]).toEqual(['', code]);
  });
});

describe('after all of it', () => {
  it('the index is what it was, and nothing is left behind', () => {
    expect(readFileSync(at('i/manifest.json')).equals(standing)).toBe(true);
    expect(readdirSync(at('i')).length).toBe(2);
    for (const name of ['new', 'new2']) expect(readdirSync(at(name))).toEqual([]);
  });

  it('Ctrl-C leaves no index where there was none', async () => {
    const stopped = await runLink(folder, ['index', '--input', 'a.csv', '--index', 'stopped'], {
      text: 'load',
      signal: 'SIGINT',
    });
    expect(stopped.code).toBe(130);
    expect(readdirSync(at('stopped'))).toEqual([]);
  });
});
