import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { livePatterns, loadLibrary, patternWeight } from '#detect/library.ts';
import { readyPatterns } from '#detect/ready-queries.ts';
import { Theme } from '#schemas/finding.ts';

const SOURCE = join(import.meta.dirname, '../../../functions/detect/patterns');
const IDS = readdirSync(SOURCE)
  .map((file) => file.replace('.sql', ''))
  .toSorted();
const THEMES = Theme.options;

describe('the pattern library', () => {
  it('loads every pattern with its dossier', () => {
    const library = loadLibrary();
    expect(library.map(({ dossier }) => dossier.id)).toEqual(IDS);
    for (const { dossier } of library) expect(['address', 'company']).toContain(dossier.subject);
  });

  it.each(THEMES)('has a pattern of the theme %s that speaks for', (theme) => {
    const found = loadLibrary().filter(
      ({ dossier }) => dossier.theme === theme && dossier.direction === 'for',
    );
    expect(found.length).toBeGreaterThan(0);
  });

  it('lets nothing speak against that explains nothing, nor explain what speaks against or has another subject', () => {
    const byId = new Map(loadLibrary().map(({ dossier }) => [String(dossier.id), dossier]));
    for (const dossier of byId.values()) {
      expect(dossier.explains.length > 0, dossier.id).toBe(dossier.direction === 'against');
      for (const explained of dossier.explains)
        expect(byId.get(explained), `${dossier.id} explains ${explained}`).toMatchObject({
          direction: 'for',
          subject: dossier.subject,
        });
    }
  });

  it('hands the same queries to analysts', () => {
    const ready = readyPatterns();
    expect(ready.map(({ name }) => name)).toEqual(IDS);
    const at = IDS.indexOf('overcrowding');
    expect(ready[at]?.sql).toBe(loadLibrary()[at]?.sql);
    expect(ready[at]?.description).toContain('More registered adults');
  });

  it('turns a pattern off on the day after its expiry (R16)', () => {
    const library = loadLibrary();
    const days = library.map(({ dossier }) => dossier.expires).toSorted();
    const first = days[0] ?? '';
    expect(livePatterns(library, first)).toHaveLength(IDS.length);
    const after = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
    expect(livePatterns(library, after(first)).length).toBeLessThan(IDS.length);
    expect(livePatterns(library, after(days.at(-1) ?? ''))).toHaveLength(0);
  });

  it('hands on what counts, and no prose', () => {
    const overcrowding = loadLibrary().find(({ dossier }) => dossier.id === 'overcrowding');
    expect(overcrowding && patternWeight(overcrowding)).toEqual({
      id: 'overcrowding',
      version: 1,
      theme: 'housing',
      direction: 'for',
      basis: 'fact',
      weight: 25,
      counts_once: 'residents',
      explains: [],
    });
  });
});

describe('a library with a fault in it is not used', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'patterns-'));
    cpSync(SOURCE, dir, { recursive: true });
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const edit = (file: string, change: (text: string) => string) =>
    writeFileSync(join(dir, file), change(readFileSync(join(dir, file), 'utf8')));

  it.each<{ fault: string; change: (text: string) => string; says: RegExp }>([
    { fault: 'a key is missing', change: (text) => text.replace(/^-- owner:.*\n/m, ''), says: /owner/ },
    {
      fault: 'a key is not known',
      change: (text) => `-- mood: fine\n${text}`,
      says: /mood/,
    },
    {
      fault: 'a key stands twice',
      change: (text) => text.replace('-- theme: housing', '-- theme: housing\n-- theme: hemp'),
      says: /theme stands twice/,
    },
    {
      fault: 'the weight is no number',
      change: (text) => text.replace('weight: 25', 'weight: much'),
      says: /weight/,
    },
    {
      fault: 'the expiry is no day',
      change: (text) => text.replace(/expires: .*/, 'expires: never'),
      says: /expires/,
    },
    {
      fault: 'the subject is a person (R2)',
      change: (text) => text.replace('subject: address', 'subject: person'),
      says: /subject/,
    },
    {
      fault: 'a header line has another form',
      change: (text) => `--id: x\n${text}`,
      says: /overcrowding.sql:1/,
    },
    { fault: 'there is no dossier', change: (text) => text.replace(/^--.*\n/gm, ''), says: /no dossier/ },
    { fault: 'there is no query', change: (text) => text.slice(0, text.indexOf('WITH ')), says: /no query/ },
    { fault: 'there are two queries', change: (text) => `${text};\nSELECT 1`, says: /one query/ },
    {
      fault: 'the id is not the file’s',
      change: (text) => text.replace('id: overcrowding', 'id: crowds'),
      says: /crowds/,
    },
    {
      fault: 'the query reads a forbidden feature (R15)',
      change: (text) => text.replace("'$.birth_year'", "'$.nationality'"),
      says: /R15 forbids nationality/,
    },
  ])('when $fault', ({ change, says }) => {
    edit('overcrowding.sql', change);
    expect(() => loadLibrary(dir)).toThrow(says);
  });

  it('when a pattern explains what is no pattern', () => {
    rmSync(join(dir, 'transit_address.sql'));
    expect(() => loadLibrary(dir)).toThrow(/explains transit_address/);
  });
});
