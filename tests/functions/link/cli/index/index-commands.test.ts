import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvOf, type Person, persons } from '../made-up.ts';
import { type Run, runLink } from '../run-link.ts';

const all = persons(60);
/** Both records of the first three pairs come later. */
const isLater = ([id]: Person) => ['r3a', 'r3b', 'r6b'].includes(id);
let folder: string;
const at = (name: string) => join(folder, name);
const write = (name: string, text: string) => writeFileSync(at(name), text);
const run = (words: string) => runLink(folder, words.split(' '));
const changes = (name: string) =>
  readFileSync(at(name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
const entityOfRecord = async (id: string) =>
  /is of entity (e-\w{7})/.exec((await run(`lookup ${id} --index i`)).out)?.[1] ?? '';
let built: Run;
let dropped: Run;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'link-index-'));
  write('all.csv', csvOf(all));
  write('base.csv', csvOf(all.filter((person) => !isLater(person))));
  write('drop.csv', csvOf(all.filter(isLater)));
  await run('--input all.csv --truth entity --save-model m.json');
  built = await run('index --input base.csv --model m.json --index i --report built.json');
  dropped = await run('drop --input drop.csv --index i --out changes.csv --report dropped.json');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('an index in a folder', () => {
  it('is built and told', () => {
    expect([built.code, built.out]).toEqual([
      0,
      expect.stringMatching(/^77 records are of 59 entities .*; they are in i\.\n$/),
    ]);
    const report = JSON.parse(readFileSync(at('built.json'), 'utf8'));
    expect(report).toMatchObject({ rows: 77, entities: 59, model: { threshold: expect.any(Number) } });
  });

  it('takes a drop, and tells what became of entities', async () => {
    expect(dropped.err).toBe('');
    expect(dropped.out).toMatch(/^3 records are new, 0 corrected, 0 withdrawn, 0 as they were; 80 stand/);
    const [header, ...rows] = changes('changes.csv');
    expect(header).toEqual(['event', 'entity', 'other', 'id']);
    expect(rows.map(([event, , , id]) => `${event} ${id}`).toSorted()).toEqual([
      'created r3a',
      'created r3b',
      'extended r6a',
      'extended r6b',
    ]);
    expect(await entityOfRecord('r6b')).toBe(await entityOfRecord('r6a'));
    const report = JSON.parse(readFileSync(at('dropped.json'), 'utf8'));
    expect(report).toMatchObject({ version: 2, rows: 80, created: 3, entitiesChanged: 2 });
    expect(report.read.bytes).toBeGreaterThan(0);
  });

  it('resolves an id that was merged away, before and after it is compacted', async () => {
    const [kept, ended] = [await entityOfRecord('r1a'), await entityOfRecord('r2a')];
    write('must.csv', 'left,right,decision,by,on,why\nr1a,r2a,must,Jo,2026-01-02,seen both\n');
    await run('drop --decisions must.csv --index i --out merged.csv');
    const told = changes('merged.csv').slice(1);
    expect(told.toSorted((one, other) => one.join().localeCompare(other.join()))).toEqual([
      ['extended', kept, '', 'r1a'],
      ['extended', kept, '', 'r2a'],
      ['merged', ended, kept, ''],
    ]);
    const looked = await run(`lookup ${ended} --index i`);
    expect(looked.out).toBe(`Entity ${ended} went into ${kept}: 2 records\n  r1a\n  r2a\n`);
    const explained = await run(`explain ${ended} --index i`);
    expect(explained.out).toContain(`Entity ${ended} went into ${kept}`);
    expect(explained.out).toContain('Decided by Jo on 2026-01-02: r1a and r2a are one: seen both');
    expect(explained.out).toMatch(/r1a and r2a\n {2}prior/);
    const compacted = await run('compact --index i');
    expect(compacted.out).toMatch(/^80 records stand in one base; \d objects before it are gone/);
    expect(readdirSync(at('i')).length).toBe(2);
    expect((await run(`lookup ${ended} --index i`)).out).toBe(looked.out);
    expect((await run(`explain ${ended} --index i`)).out).toBe(explained.out);
  });

  it('lets records go and come back as what they were', async () => {
    const before = await entityOfRecord('r9b');
    write('gone.csv', 'id\nr9b\n');
    const gone = await run('drop --withdraw gone.csv --index i --out gone-changes.csv');
    expect(gone.out).toMatch(/0 records are new, 0 corrected, 1 withdrawn/);
    expect(changes('gone-changes.csv').slice(1)).toEqual([['reduced', before, '', 'r9a']]);
    expect((await run('lookup r9b --index i')).err).toMatch(/r9b is neither a record of this index nor an/);
    write('back.csv', csvOf(all.filter(([id]) => id === 'r9b')));
    await run('drop --input back.csv --index i');
    expect(await entityOfRecord('r9b')).toBe(before);
  });

  it('says nothing of records that it knows, and keeps a decision on records that it does not', async () => {
    const manifest = readFileSync(at('i/manifest.json'));
    const again = await run('drop --input drop.csv --index i --out again.csv');
    expect(again.out).toMatch(/0 records are new, 0 corrected, 0 withdrawn, 3 as they were/);
    expect(changes('again.csv')).toEqual([['event', 'entity', 'other', 'id']]);
    expect(readFileSync(at('i/manifest.json')).equals(manifest)).toBe(true);
    write('absent.csv', 'left,right,decision,by,on,why\nr1a,nobody,must,Jo,2026-01-02,x\n');
    const absent = await run('drop --decisions absent.csv --index i');
    expect(absent.err).toMatch(/Warning: 1 of 1 decisions are on records that the index does not have/);
  });

  it('is made of any file, with a model of its own', async () => {
    const own = await run('index --input all.csv --index auto');
    expect(own.code).toBe(0);
    expect(own.out).toMatch(/^80 records are of \d+ entities/);
    expect(existsSync(at('auto/manifest.json'))).toBe(true);
  });
});
