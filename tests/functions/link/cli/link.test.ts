import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvOf, persons } from './made-up.ts';
import { type Run, runLink } from './run-link.ts';

const rows = persons(60);
let folder: string;
let first: Run;
const at = (name: string) => join(folder, name);
const lines = (name: string) => readFileSync(at(name), 'utf8').trimEnd().split('\n');
const run = (words: string) => runLink(folder, words.split(' '));
/** Ids of each entity of more than one record. */
const groups = (name: string): string[][] => {
  const found = new Map<string, string[]>();
  for (const line of lines(name).slice(1)) {
    const [, id = '', entity = ''] = line.split(',');
    found.set(entity, [...(found.get(entity) ?? []), id]);
  }
  return [...found.values()].filter(({ length }) => length > 1);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'link-'));
  writeFileSync(at('a.csv'), csvOf(rows));
  first = await run(
    '--input a.csv --truth entity --out c.csv --report r.json --save-model m.json --threads 1',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('duplicates within one input', () => {
  it('are found, told and written, row by row', () => {
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/^80 records are of 60 entities/);
    expect(lines('c.csv')[0]).toBe('row,id,entity,confidence');
    expect(lines('c.csv').length).toBe(81);
    expect(lines('c.csv')[1]).toMatch(/^1,r0a,1,[01]\.\d{4}$/);
    expect(groups('c.csv')).toEqual(
      Array.from({ length: 20 }, (_, pair) => [`r${3 * pair}a`, `r${3 * pair}b`]),
    );
    expect(readdirSync(folder).toSorted()).toEqual(['.verband', 'a.csv', 'c.csv', 'm.json', 'r.json']);
  });

  it('tells one line per stage, and no more, where nobody watches', () => {
    expect(
      first.err
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(['load', 'estimate', 'encode', 'block', 'score', 'cluster', 'evaluate', 'write']);
  });

  it('reports what it did, and nothing else', () => {
    const report = JSON.parse(readFileSync(at('r.json'), 'utf8'));
    expect(Object.keys(report).toSorted()).toEqual(
      [
        'blockingRecall',
        'clusters',
        'model',
        'pairs',
        'pairsScored',
        'peakRssMb',
        'rows',
        'seconds',
      ].toSorted(),
    );
    expect(Object.keys(report.seconds)).toEqual([
      'load',
      'encode',
      'estimate',
      'block',
      'score',
      'cluster',
      'total',
    ]);
    expect(Object.keys(report.pairs)).toEqual(['fixed', 'best']);
    expect(Object.keys(report.pairs.best).toSorted()).toEqual(['f1', 'precision', 'recall', 'threshold']);
    expect(Object.keys(report.clusters).toSorted()).toEqual(['b3', 'f1', 'precision', 'recall']);
    expect(report).toMatchObject({ rows: 80, pairsScored: 3160, clusters: { f1: 1 }, blockingRecall: 1 });
    expect(report.peakRssMb).toBeGreaterThan(40);
    const [level] = report.model.comparisons[0].levels;
    expect(level.weightBits).toBeCloseTo(Math.log2(level.m / level.u), 3);
    expect(report.model.why.length).toBeGreaterThan(3);
  });

  it('never looks at the truth or at ids', async () => {
    const shuffled = rows.map(([, , ...rest], row) => [`x${row}`, String((row * 31) % 80), ...rest]);
    writeFileSync(at('shuffled.csv'), csvOf(shuffled));
    await run('--input shuffled.csv --truth entity --out shuffled-c.csv');
    const entities = (name: string) => lines(name).map((line) => line.split(',').slice(2).join());
    expect(entities('shuffled-c.csv')).toEqual(entities('c.csv'));
  });

  it('finds the same with any number of threads, from Parquet, and with the model that was saved or reported', async () => {
    const names = ['id', 'entity', 'first_name', 'surname', 'born', 'town'];
    const buffer = parquetWriteBuffer({
      columnData: names.map((name, column) => ({
        name,
        data: rows.map((row) => row[column] ?? ''),
        type: 'STRING',
      })),
    });
    writeFileSync(at('a.parquet'), new Uint8Array(buffer));
    const outcomes = await Promise.all(
      [
        '--input a.csv --truth entity --threads 3 --out c1.csv',
        '--input a.parquet --truth entity --out c2.csv',
        '--input a.csv --model m.json --out c3.csv',
        '--input a.csv --model r.json --truth entity --out c4.csv',
      ].map(run),
    );
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    for (const name of ['c1.csv', 'c2.csv', 'c3.csv', 'c4.csv']) expect(lines(name)).toEqual(lines('c.csv'));
  });

  it('warns of columns that say nothing and of ids that are not one record’s', async () => {
    const odd = rows.map(([, ...rest], row) => [row < 6 ? 'same' : `r${row}`, ...rest, '', 'NL']);
    writeFileSync(at('odd.csv'), csvOf(odd, 'id,entity,first_name,surname,born,town,empty,country'));
    const { code, err } = await run('--input odd.csv --truth entity');
    expect(code).toBe(0);
    expect(err).toMatch(/Warning: odd\.csv: the first column, id, .* 5 of 80 rows repeat the id/);
    expect(err).toMatch(/Warning: column empty is empty in every row; it is left out/);
    expect(err).toMatch(/Warning: column country is "NL" in every row; it is left out/);
  });
});

describe('links between two inputs', () => {
  const a = rows.filter(([id]) => id.endsWith('a'));
  const b = rows.filter(([id]) => id.endsWith('b'));
  const twice = [...b, ...b.slice(0, 3).map(([id, ...rest]) => [`${id}again`, ...rest])];

  it('are found by columns of the same names, and duplicates within each if they are asked for', async () => {
    writeFileSync(at('left.csv'), csvOf(a));
    writeFileSync(
      at('right.csv'),
      csvOf(
        twice.map(([id, entity, given, surname, born, town]) => [
          id,
          surname,
          given,
          town,
          born,
          entity,
          'x',
        ]),
        'key,surname,first_name,town,born,entity,extra',
      ).replaceAll(',', ';'),
    );
    const [between, within] = await Promise.all([
      run('--input left.csv --input right.csv --truth entity --out between.csv --report between.json'),
      run('--input left.csv --input right.csv --within --truth entity --out within.csv --report within.json'),
    ]);
    expect([between.code, within.code]).toEqual([0, 0]);
    expect(between.err).toMatch(/Warning: column extra is not in both inputs/);
    expect(lines('between.csv')[0]).toBe('row,id,entity,confidence,input');
    expect(lines('between.csv')[61]).toMatch(/^1,r0b,1,[01]\.\d{4},2$/);
    const [one, other] = ['between.json', 'within.json'].map((name) =>
      JSON.parse(readFileSync(at(name), 'utf8')),
    );
    expect([one.pairsScored, other.pairsScored]).toEqual([60 * 23, (83 * 82) / 2]);
    expect(groups('within.csv').slice(0, 2)).toEqual([
      ['r0a', 'r0b', 'r0bagain'],
      ['r3a', 'r3b', 'r3bagain'],
    ]);
  });
});

describe('what people decided', () => {
  it('holds, and a decision on who is not there waits', async () => {
    writeFileSync(
      at('decisions.csv'),
      'left,right,decision,by,on,why\nr0a,r0b,cannot,Jo,2026-01-02,twins\nr1a,r2a,must,Jo,2026-01-02,married\nr1a,r999,must,Jo,2026-01-02,x\n',
    );
    const { code, err } = await run(
      '--input a.csv --truth entity --decisions decisions.csv --out decided.csv',
    );
    expect(code).toBe(0);
    expect(err).toMatch(/1 of 3 decisions are on records that are not in the input/);
    expect(groups('decided.csv').slice(0, 2)).toEqual([
      ['r1a', 'r2a'],
      ['r3a', 'r3b'],
    ]);
  });
});

describe('why records are one', () => {
  it('is told of the run that is named, field by field', async () => {
    const { code, out } = await run('explain 5 --clusters c.csv --input a.csv --model r.json');
    expect(code).toBe(0);
    expect(out).toMatch(/^Entity 5\n2 records: r3a, r3b\n/);
    expect(out).toMatch(/prior .*\n.*first_name .*the same/);
    expect(out).toMatch(/sum .* probability/);
  });

  it('is told of the last run that wrote clusters', async () => {
    const own = mkdtempSync(join(folder, 'own-'));
    writeFileSync(join(own, 'a.csv'), csvOf(rows));
    await runLink(own, ['--input', 'a.csv', '--truth', 'entity', '--out', 'c.csv']);
    const told = await runLink(own, ['explain', '5']);
    expect(told.out).toMatch(/^Entity 5\n2 records: r3a, r3b\n/);
    const none = await runLink(own, ['explain', '6']);
    expect([none.code, none.err]).toEqual([1, expect.stringMatching(/c\.csv has no entity 6/)]);
    writeFileSync(join(own, 'a.csv'), csvOf(rows.toReversed()));
    const changed = await runLink(own, ['explain', '5']);
    expect([changed.code, changed.err]).toEqual([1, expect.stringMatching(/as it is now\. Link again/)]);
  });
});

describe('a run that is stopped', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('by %s ends with 130 and leaves nothing behind', async (signal) => {
    const own = mkdtempSync(join(folder, 'stopped-'));
    writeFileSync(join(own, 'a.csv'), csvOf(persons(2000)));
    const { code } = await runLink(own, ['--input', 'a.csv', '--out', 'c.csv', '--report', 'r.json'], {
      text: 'load',
      signal,
    });
    expect(code).toBe(130);
    expect(readdirSync(own)).toEqual(['a.csv']);
    expect(existsSync(join(own, 'c.csv'))).toBe(false);
  });
});
