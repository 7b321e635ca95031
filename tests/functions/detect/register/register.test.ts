import { mkdtempSync, readFileSync, rmSync, existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeRegister } from '#detect/cli/register-command.ts';
import { loadLibrary } from '#detect/library.ts';
import { composeRecord } from '#detect/register/compose-record.ts';
import { RECORD_FIELDS, recordProblems } from '#detect/register/record-fields.ts';
import { recordCsv, recordJson } from '#detect/register/write-record.ts';
import { SOURCE_NAMES } from '#detect/register/source-names.ts';
import { refuseUnregistered } from '#infra/accountability.ts';
import { Accountability } from '#schemas/accountability.ts';
import type { GateState } from '#schemas/fairness.ts';
import { CONTRACTS } from '#schemas/sources/registry.ts';

const CONFIG = join(import.meta.dirname, '../../../../infra/accountability.json');
const accountability = Accountability.parse(JSON.parse(readFileSync(CONFIG, 'utf8')));
const patterns = loadLibrary();
const MANDATORY = [
  'naam',
  'korte_omschrijving',
  'organisatie',
  'status',
  'contactgegevens',
  'publicatiecategorie',
  'taal',
  'schema',
];
const gate = (verdict: GateState['verdict']): GateState => ({
  version: 3,
  model: 'score-1-a',
  tested_on: '2026-10-01',
  retest_by: '2026-12-31',
  verdict,
  paused: false,
});

describe('the Algoritmeregister’s record (R29)', () => {
  it('has every field of the standard in its order, and nothing missing', () => {
    const record = composeRecord({ accountability, patterns, gate: null });
    expect(Object.keys(record)).toEqual(RECORD_FIELDS.map(({ name }) => name));
    expect(RECORD_FIELDS.filter(({ needed }) => needed === 'mandatory').map(({ name }) => name)).toEqual(
      MANDATORY,
    );
    expect(recordProblems(record)).toEqual([]);
    expect(record).toMatchObject({
      taal: 'nld',
      schema: '1.0.0',
      impacttoetsen: expect.stringMatching(/DPIA.*IAMA/),
    });
  });

  it('tells data and working from the patterns that run', () => {
    const [one] = patterns;
    const record = composeRecord({ accountability, patterns: one ? [one] : [], gate: null });
    expect(record.technische_werking).toContain(one?.dossier.title_nl);
    expect(record.technische_werking).not.toContain(patterns[1]?.dossier.title_nl);
    expect(record.technische_werking).toContain('niet zelflerend');
    const none = composeRecord({ accountability, patterns: [], gate: null });
    expect(recordProblems(none)).toEqual(['gegevens: is missing', 'technische_werking: is missing']);
  });

  it.each([
    ['PASS', /geslaagd; gericht/],
    ['FAIL', /niet geslaagd/],
    ['INCONCLUSIVE', /te weinig gegevens/],
  ] as const)('tells the gate’s %s', (verdict, says) => {
    expect(composeRecord({ accountability, patterns, gate: gate(verdict) }).risicobeheer).toMatch(says);
  });

  it('has a Dutch name for every source that may be linked', () => {
    const named = CONTRACTS.filter(({ policeData, bibob }) => !policeData && !bibob).map(({ name }) => name);
    expect(named.filter((name) => SOURCE_NAMES[name] === undefined)).toEqual([]);
  });

  it.each([
    [{ naam: '' }, 'naam: is missing'],
    [{ naam: 'x'.repeat(100) }, 'naam: has 100 characters, and must stay under 100'],
    [{ status: 'In productie' }, 'status: must be one of In ontwikkeling, In gebruik, Buiten gebruik'],
    [{ contactgegevens: 'bel ons' }, 'contactgegevens: has not the form that the standard asks for'],
    [{ begindatum: '2026-13' }, 'begindatum: has not the form that the standard asks for'],
    [
      { link_wettelijke_basis: 'wetten.overheid.nl' },
      'link_wettelijke_basis: has not the form that the standard asks for',
    ],
    [
      { afwegingen: 'een\ntwee' },
      'afwegingen: holds line breaks or bullets, which the register does not take',
    ],
    [{ leverancier: ' ' }, 'leverancier: is missing'],
    [{ publicatiecategorie: 'Categorie B' }, expect.stringMatching(/^publicatiecategorie: must be one of/)],
  ])('names what is wrong with %j', (change, problem) => {
    const register = { ...accountability.register, ...change };
    const record = composeRecord({ accountability: { ...accountability, register }, patterns, gate: null });
    expect(recordProblems(record)).toEqual([problem]);
  });

  it('keeps a release for production back while it is not complete', () => {
    expect(() => refuseUnregistered(accountability)).not.toThrow();
    const register = { ...accountability.register, organisatie: '' };
    expect(() => refuseUnregistered({ ...accountability, register })).toThrow(
      /R29[\s\S]*organisatie: is missing/,
    );
  });

  it('reads back from CSV and JSON; what a spreadsheet would run is text (R48)', () => {
    const record = {
      ...composeRecord({ accountability, patterns, gate: null }),
      naam: '=cmd()',
      organisatie: 'A "B"',
    };
    const rows: unknown = parse(recordCsv(record), { columns: true });
    expect(rows).toMatchObject([{ naam: "'=cmd()", organisatie: 'A "B"', schema: '1.0.0' }]);
    const json: unknown = JSON.parse(recordJson(record));
    expect(json).toMatchObject({ naam: '=cmd()' });
    expect(json).not.toHaveProperty('einddatum');
  });
});

describe('npm run register', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'register-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));
  const write = async (changed: unknown, day = '2026-11-24') => {
    const config = join(dir, 'accountability.json');
    writeFileSync(config, JSON.stringify(changed));
    const ask = { request: {}, endpoint: undefined, functionName: undefined, dataDir: dir };
    return writeRegister({ config, out: join(dir, 'out/record'), offline: false, ask }, day);
  };

  it('writes both files, and says that no system was asked', async () => {
    expect(await write(accountability)).toMatch(/record\.json\n.*record\.csv\nno system was asked/);
    expect(existsSync(join(dir, 'out/record.json'))).toBe(true);
    expect(existsSync(join(dir, 'out/record.csv'))).toBe(true);
  });

  it.each<{ what: string; change: (given: Accountability) => unknown; day?: string; says: RegExp }>([
    {
      what: 'a field',
      change: (given) => ({ ...given, register: { ...given.register, thema: '' } }),
      says: /thema: is missing/,
    },
    {
      what: 'a DPIA in force (R30)',
      change: (given) => given,
      day: '2027-06-16',
      says: /the DPIA expired on 2027-06-15/,
    },
    {
      what: 'an IAMA (R30)',
      change: (given) => ({ ...given, assessments: { ...given.assessments, iama: null } }),
      says: /there is no IAMA/,
    },
    {
      what: 'the gate’s verdict while in use (R26)',
      change: (given) => ({ ...given, register: { ...given.register, status: 'In gebruik' } }),
      says: /never gave a verdict/,
    },
    { what: 'a member of the file', change: () => ({}), says: /does not fit/ },
  ])('fails and writes nothing without $what', async ({ change, day, says }) => {
    await expect(write(change(accountability), day)).rejects.toThrow(says);
    expect(existsSync(join(dir, 'out'))).toBe(false);
  });
});
