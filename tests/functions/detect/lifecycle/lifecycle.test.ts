import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftFile } from '#detect/draft-file.ts';
import { detectStart } from '#detect/start.ts';
import { wholeLibrary } from '#detect/lifecycle/whole-library.ts';
import type { LakeRow } from '#ports';
import { neverStopped } from '#tests/functions/memory-ports.ts';
import { id, recordId } from '../fixture-town.ts';
import { analyst, colleague, openPatternDesk, type PatternDesk } from './pattern-desk.ts';

/** A filled-in draft: addresses with eight registrations and more. */
const draft = (name: string, change: (text: string) => string = (text) => text): string =>
  change(
    draftFile(name, 'housing', '2027-10-31')
      .replace(/<what it finds, in Dutch>/, 'Veel inschrijvingen op een adres')
      .replace(/<what it finds, in English>/, 'Many registrations at one address')
      .replace(/<article[^>]*>/, 'Art. 2.34 Wet BRP with the municipal housing ordinance')
      .replace(/<sources[^>]*>/, 'brp, bag')
      .replace(/<why[^>]*>/, 'It counts registrations at a dwelling and looks at nobody’s person')
      .replace(/<which group[^>]*>/, 'Large families: tested on households with five children')
      .replace(/<the team[^>]*>/, 'Team Wonen en Toezicht'),
  );
const people = (address: string, count: number): LakeRow[] =>
  Array.from({ length: count }, (_, at) => ({
    from_entity_id: id('person', `${address} ${at}`),
    to_entity_id: id('address', address),
    role: 'registered_at',
    since: '2020-01-01',
    until: null,
    record_id: recordId(`${address} ${at}`),
    in_research: address === 'doubtful',
  }));
const finding = (pattern: string, address: string): LakeRow => ({
  finding_id: `fnd-${pattern}-${address}`,
  pattern_id: pattern,
  subject_entity_id: id('address', address),
  strength: 1,
  evidence: {},
  withheld: false,
});
const outcome = (address: string, found: string, day: string, more: LakeRow = {}): LakeRow => ({
  outcome_id: `out-${address}`,
  subject_entity_id: id('address', address),
  theme: 'housing',
  drawn: 'targeted',
  inclusion_probability: 1,
  version: 1,
  model: 'score-1-a',
  score: 25,
  patterns: [{ pattern_id: 'overcrowding', strength: 1 }],
  found,
  intervention: null,
  decided_on: day,
  ...more,
});

describe('from draft to pattern', () => {
  let desk: PatternDesk;
  const reason = 'Found by hand in three visits last month';
  const ask = async (operation: string, more: Record<string, unknown> = {}) =>
    desk.call({
      operation,
      actor: analyst,
      purpose: 'Looking for overcrowded dwellings',
      legal_basis: 'Art. 5:11 Awb',
      ...more,
    });
  const namedQueries = async () => desk.ports.queries.text('many_registrations');

  beforeAll(async () => {
    desk = await openPatternDesk();
    await desk.link(1, '2026-09-01', { relations: [...people('early', 9), ...people('small', 3)] });
    await desk.link(2, '2026-10-01', { relations: [...people('second', 10), ...people('third', 8)] });
    await desk.link(3, '2026-11-01', { relations: people('doubtful', 12) });
    await desk.judge(3, [
      finding('overcrowding', 'early'),
      finding('overcrowding', 'second'),
      finding('transit_address', 'early'),
      finding('transit_address', 'small'),
    ]);
    await desk.log('outcomes', '2026-10-15', [
      outcome('early', 'right', '2026-10-15'),
      outcome('second', 'wrong', '2026-10-15'),
      outcome('small', 'right', '2026-10-15'),
    ]);
    await desk.log('case_events', '2026-10-10', [
      {
        event_id: 'cev-1',
        subject_id: 'cnd-early',
        event: 'taken_up',
        at: '2026-10-10T09:00:00.000Z',
        version: null,
        details: { patterns: ['overcrowding', 'transit_address'] },
      },
      {
        event_id: 'cev-2',
        subject_id: 'cnd-early',
        event: 'taken_up',
        at: '2026-10-11T09:00:00.000Z',
        version: null,
        details: { patterns: ['overcrowding'] },
      },
    ]);
  }, 60_000);
  afterAll(() => desk.close());

  it('tests a draft on the version that is linked now, beside what others find', async () => {
    expect(await ask('test', { text: draft('many_registrations') })).toEqual({
      test: {
        version: 3,
        as_of: '2026-11-01',
        findings: 4,
        withheld: 1,
        elapsedMs: expect.any(Number),
        found_by_no_other: 2,
        overlaps: [
          { pattern_id: 'overcrowding', shared: 2, share: 0.5 },
          { pattern_id: 'transit_address', shared: 1, share: 0.25 },
        ],
      },
    });
  });

  it('tries it on earlier versions: what it would have found, and what of that proved right', async () => {
    expect(await ask('backtest', { text: draft('many_registrations') })).toEqual({
      back_tests: [
        {
          version: 2,
          as_of: '2026-10-01',
          findings: 3,
          right: 1,
          wrong: 1,
          open: 0,
          unknown: 1,
          precision: { value: 0.5, low: 0.0945, high: 0.9055 },
        },
        expect.objectContaining({ version: 1, findings: 1, right: 1, wrong: 0, unknown: 0 }),
      ],
    });
    expect(await ask('backtest', { text: draft('many_registrations'), versions: 1 })).toMatchObject({
      back_tests: [{ version: 2 }],
    });
  });

  it('goes from proposal through another person’s approval into the library, and out again', async () => {
    const text = draft('many_registrations');
    const proposed = await ask('propose', { text, reason });
    expect(proposed).toMatchObject({
      pattern: { state: 'proposed', proposed: { by: analyst, reason }, test: { findings: 4 } },
    });
    expect(await ask('propose', { text, reason })).toEqual(proposed);
    await expect(ask('approve', { id: 'many_registrations', reason })).rejects.toThrow(/another person/);
    expect(await namedQueries()).toBeUndefined();
    const libraryNow = async () => wholeLibrary(desk.ports.shipped, desk.ports.patterns);
    expect(await libraryNow()).toHaveLength(desk.ports.shipped.length);

    const approval = {
      actor: colleague,
      id: 'many_registrations',
      reason: 'Tested, and the dossier is sound',
    };
    const approved = await ask('approve', approval);
    expect(approved).toMatchObject({ pattern: { state: 'approved', approved: { by: colleague } } });
    expect(await ask('approve', approval)).toEqual(approved);
    expect(await namedQueries()).toContain("relations.role = 'registered_at'");
    const started: string[] = [];
    await detectStart(
      { version: 3 },
      {
        ...desk.ports,
        stops: neverStopped,
        library: await libraryNow(),
        engine: {
          start: async (sql) => {
            started.push(sql);
            return `query ${started.length}`;
          },
        },
      },
    );
    expect(started.filter((sql) => sql.includes('HAVING count(*) >= 8'))).toHaveLength(1);

    expect(await ask('list')).toMatchObject({
      patterns: expect.arrayContaining([
        expect.objectContaining({ id: 'many_registrations', state: 'approved', expires: '2027-10-31' }),
        expect.objectContaining({ id: 'overcrowding', state: 'shipped' }),
      ]),
    });
    const retirement = { id: 'many_registrations', reason: 'It finds student houses for the most part' };
    expect(await ask('retire', retirement)).toMatchObject({ pattern: { state: 'retired' } });
    expect(await namedQueries()).toBeUndefined();
    expect(await libraryNow()).toHaveLength(desk.ports.shipped.length);
    await expect(ask('retire', { ...retirement, actor: colleague })).rejects.toMatchObject({
      name: 'TransitionRefused',
    });
    await expect(ask('approve', { ...approval, actor: { ...colleague, id: 'third' } })).rejects.toMatchObject(
      {
        name: 'TransitionRefused',
      },
    );
    const collected = await wholeLibrary(desk.ports.shipped, desk.ports.patterns, ['approved', 'retired']);
    expect(collected.map(({ dossier }) => String(dossier.id))).toContain('many_registrations');

    await expect(ask('propose', { text, reason })).rejects.toThrow(/raise the version/);
    const next = draft('many_registrations', (all) => all.replace('version: 1', 'version: 2'));
    expect(await ask('propose', { text: next, reason })).toMatchObject({ pattern: { version: 2 } });
  });

  it('takes a draft from a named query of the workgroup', async () => {
    await desk.ports.queries.create({ name: 'my draft', description: 'a try', sql: draft('from_athena') });
    expect(await ask('test', { query: 'my draft' })).toMatchObject({ test: { findings: 4 } });
    await expect(ask('test', { query: 'no such draft' })).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('tells what each pattern was worth', async () => {
    const answer = await ask('worth');
    const worth = 'worth' in answer ? answer.worth : [];
    const of = (name: string) => worth.find((each) => String(each.pattern_id) === name);
    expect(of('overcrowding')).toMatchObject({
      fired: 2,
      taken_up: 1,
      right: 2,
      wrong: 1,
      open: 0,
      precision: { value: 0.6667 },
    });
    expect(of('transit_address')).toMatchObject({ fired: 2, taken_up: 1, right: 0, precision: null });
    expect(worth.length).toBeGreaterThanOrEqual(desk.ports.shipped.length);
  });

  it('says why a query failed', async () => {
    const broken = draft('broken_query', (text) => text.replace('relations.role', 'relations.roles'));
    await expect(ask('test', { text: broken })).rejects.toMatchObject({ name: 'PatternFailed' });
  });

  it.each<{ what: string; change: (text: string) => string; says: RegExp }>([
    {
      what: 'a dossier that is not filled in',
      change: (text) => text.replace('Team Wonen en Toezicht', '<the team>'),
      says: /R16: fill in/,
    },
    { what: 'no proxy risk', change: (text) => text.replace(/^-- proxy_risk.*\n/m, ''), says: /proxy_risk/ },
    {
      what: 'a dossier that expired',
      change: (text) => text.replace('2027-10-31', '2026-10-31'),
      says: /R16/,
    },
    {
      what: 'a forbidden feature',
      change: (text) => text.replace('relations.role', 'relations.nationality'),
      says: /R15/,
    },
    {
      what: 'persons as subjects',
      change: (text) => text.replace('subject: address', 'subject: person'),
      says: /subject/,
    },
    {
      what: 'another database',
      change: (text) => text.replace('FROM relations', 'FROM verband_restricted.labels'),
      says: /R49/,
    },
    {
      what: 'an id of the program’s own',
      change: (text) => text.replace('-- id: a_draft', '-- id: overcrowding'),
      says: /overcrowding/,
    },
    { what: 'two statements', change: (text) => `${text}; DROP TABLE relations`, says: /one query/ },
    {
      what: 'what explains nothing known',
      change: (text) => text.replace('explains: -', 'explains: no_such'),
      says: /no_such/,
    },
  ])('refuses $what', async ({ change, says }) => {
    await expect(ask('propose', { text: draft('a_draft', change), reason })).rejects.toThrow(says);
    expect((await desk.ports.patterns.all()).map((each) => String(each.id))).not.toContain('a_draft');
  });

  it('refuses a draft as `new` leaves it', async () => {
    await expect(ask('test', { text: draftFile('a_draft', 'hemp', '2027-10-31') })).rejects.toThrow(
      /R16: fill in/,
    );
  });

  it.each([{ purpose: undefined }, { purpose: 'short' }, { legal_basis: '' }, { actor: undefined }])(
    'wants to know who asks, what for and on what ground (R1): %j',
    async (change) => {
      await expect(ask('list', change)).rejects.toThrow(/purpose|legal_basis|actor/);
    },
  );

  it.each(['case_worker', 'steward', 'subscriber'])('is closed to a %s', async (role) => {
    for (const operation of ['list', 'worth'])
      await expect(ask(operation, { actor: { ...analyst, role } })).rejects.toMatchObject({
        name: 'RuleViolated',
      });
  });
});
