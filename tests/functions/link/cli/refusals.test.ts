import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvOf, persons } from './made-up.ts';
import { runLink } from './run-link.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'link-refusals-'));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('a.csv', csvOf(persons(20)));
  write('header.csv', 'id,name\n');
  write('ragged.csv', 'id,name\n1,Bos\n2\n');
  write('ids.csv', 'id\n1\n2\n3\n');
  write(
    'same.csv',
    csvOf(
      [
        ['1', 'x'],
        ['2', 'x'],
        ['3', 'x'],
      ],
      'id,name',
    ),
  );
  write('broken.json', '{"name": ');
  write('other.json', '{"name": "x"}');
  const level = { label: 'all', tests: [], m: 0.5, u: 0.5 };
  const model = {
    name: 'x',
    prior: 0.01,
    fields: [{ name: 'shoe', columns: ['shoe_size'], transforms: [] }],
    comparisons: [{ name: 'shoe', field: 'shoe', levels: [level, level], why: '' }],
    blocking: [{ name: 'shoe', fields: ['shoe'], largestBlock: 10, why: '' }],
    threshold: 0.5,
    why: [],
  };
  write('shoe.json', JSON.stringify(model));
  const truth = { ...model, fields: [{ name: 'shoe', columns: ['entity'], transforms: [] }] };
  write('truth.json', JSON.stringify(truth));
  write('hat.json', JSON.stringify({ ...model, blocking: [{ ...model.blocking[0], fields: ['hat'] }] }));
  write('decisions.csv', 'left,right,decision,by,on,why\nr0a,r0b,perhaps,Jo,2026-01-02,seen\n');
  mkdirSync(join(folder, 'folder'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.concurrent('what can’t be done is said in a sentence, and nothing is written', () => {
  it.each<[words: string, code: number, message: RegExp]>([
    ['--input a.csv --loud', 2, /Unknown option '--loud'/],
    ['explain 1', 1, /No run is known that wrote clusters/],
    ['--input none.csv', 1, /none\.csv: there is no such file/],
    ['--input folder', 1, /folder: not a file/],
    ['--input header.csv', 1, /header\.csv: there are no records after the header/],
    ['--input ragged.csv', 1, /ragged\.csv:3: 1 cell where the header has 2/],
    ['--input a.csv --input a.csv', 1, /a\.csv and a\.csv are one file/],
    ['--input a.csv --input folder/../a.csv', 1, /are one file/],
    ['--input ids.csv', 1, /No column/],
    ['--input same.csv', 1, /column name is "x" in every row; it is left out[^]*No column/],
    ['--input a.csv --model none.json', 1, /none\.json: there is no such model/],
    ['--input a.csv --model broken.json', 1, /broken\.json is no JSON/],
    ['--input a.csv --model other.json', 1, /other\.json holds no model:[^]*comparisons/],
    ['--input a.csv --model shoe.json', 1, /needs column shoe_size, which the input does not have/],
    ['--input a.csv --model hat.json', 1, /asks for field hat/],
    ['--input a.csv --model truth.json --truth entity', 1, /looks at entity, which is the truth/],
    ['--input a.csv --truth nobody', 1, /a\.csv has no column nobody for --truth/],
    ['--input a.csv --decisions none.csv', 1, /none\.csv: there is no such file/],
    ['--input a.csv --decisions decisions.csv', 1, /decision 1: "perhaps" is no decision/],
    ['--input a.csv --out nowhere/c.csv', 1, /nowhere\/c\.csv can't be written: its folder does not exist/],
    ['--input a.csv --out a.csv/c.csv', 1, /what should be its folder is a file/],
    ['--input a.csv --report folder', 1, /folder is a folder/],
    ['--input a.csv --out folder/../a.csv', 1, /is an input; it is not written over/],
    ['--input a.csv --out c --report c', 1, /c is to be written twice/],
  ])('%s', async (words, code, message) => {
    const run = await runLink(folder, words.split(' '));
    expect(run.err).toMatch(message);
    expect(run.err).not.toMatch(/\n\s+at |node:internal|Error:/);
    expect(run.out).toBe('');
    expect(run.code).toBe(code);
  });

  it('tells how it is used if nothing is asked', async () => {
    const run = await runLink(folder, []);
    expect([run.code, run.err]).toEqual([0, '']);
    expect(run.out).toMatch(/--input FILE/);
  });
});

describe('after all of it', () => {
  it('nothing is there that was not there before', () => {
    expect(readdirSync(folder).filter((name) => !/\.(csv|json)$/.test(name))).toEqual(['folder']);
    expect(readdirSync(join(folder, 'folder'))).toEqual([]);
  });
});
