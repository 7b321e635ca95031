import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { outcomeRows } from '#cases/outcome-rows.ts';
import { PatternId } from '#schemas/ids.ts';
import { Outcome } from '#schemas/outcome.ts';
import { asked, type CaseDesk, neighbour, openCaseDesk, START } from './case-desk.ts';
import { candidateOf, ids, scoreOf } from './fixtures.ts';

const RIGHT = { found: 'right', reason: 'Nine people lived in two rooms' };

describe('an outcome', () => {
  let desk: CaseDesk;
  let case_id: string;
  let name: string;
  let count = 0;
  const call = async (operation: string, more: Record<string, unknown> = {}) =>
    desk.call(asked(operation, { case_id, ...more }));
  const rows = async () =>
    (await desk.logged('outcomes')).filter((row) => row.subject_entity_id === ids.address(name));
  beforeAll(async () => {
    desk = await openCaseDesk();
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    count += 1;
    name = `outcome ${count}`;
    desk.clock.now = START;
    case_id = await desk.open(name);
  });

  it('goes to the lake, without persons or words, with what was suggested at the time', async () => {
    await call('record_outcome', RIGHT);
    const [row, ...others] = await rows();
    expect(others).toEqual([]);
    expect(Outcome.parse(row)).toMatchObject({
      theme: 'housing',
      drawn: 'targeted',
      inclusion_probability: 1,
      version: 1,
      model: 'score-1-abc',
      score: 25,
      patterns: [{ pattern_id: 'overcrowding', strength: 1 }],
      found: 'right',
      intervention: null,
      decided_on: '2026-10-10',
    });
    expect(JSON.stringify(row)).not.toMatch(/devries|Nine people/);
    expect(desk.memory.days).toContain('outcomes 2026-10-10');
  });

  it('is recorded once: a repeat answers alike, a second try is told what stands', async () => {
    const first = await call('record_outcome', RIGHT);
    desk.clock.now = '2026-10-11T09:00:00.000Z';
    expect(await call('record_outcome', RIGHT)).toEqual(first);
    await expect(
      call('record_outcome', { found: 'wrong', reason: 'On second thoughts nothing was wrong' }),
    ).rejects.toThrow('the outcome was recorded on 2026-10-10: right (housing right)');
    expect(await rows()).toHaveLength(1);
  });

  it('is one for all teams on the candidate', async () => {
    const second = await desk.open(`${name} `, neighbour);
    const joined = await desk.call(
      asked('take_up', { actor: neighbour, candidate_id: ids.candidate(name), reason: 'Our own look at it' }),
    );
    expect(joined).toMatchObject({ case: { team: 'openbare-orde' } });
    const other = 'case' in joined ? joined.case.case_id : second;
    await call('record_outcome', RIGHT);
    await expect(
      call('record_outcome', { ...RIGHT, actor: neighbour, case_id: other }),
    ).rejects.toMatchObject({ name: 'TransitionRefused' });
    expect(await call('show_case', { actor: neighbour, case_id: other })).toMatchObject({
      outcome: { found: 'right' },
    });
  });

  it('may be settled when it was open, and tells how the subject was drawn only then (R20)', async () => {
    const open = await call('record_outcome', { found: 'open', reason: 'Nobody opened the door twice' });
    expect(JSON.stringify(open)).not.toContain('drawn');
    expect(JSON.stringify(await call('show_case'))).not.toContain('drawn');
    desk.clock.now = '2026-10-15T09:00:00.000Z';
    expect(JSON.stringify(await call('record_outcome', RIGHT))).toContain('"drawn":"targeted"');
    expect((await rows()).map((row) => `${String(row.decided_on)} ${String(row.found)}`).toSorted()).toEqual([
      '2026-10-10 open',
      '2026-10-15 right',
    ]);
  });

  it('carries the last measure that was done', async () => {
    const planned = await call('plan_intervention', {
      kind: 'help_offered',
      planned_on: '2026-10-10',
      reason: 'Water use points to want, so help comes first',
    });
    const id = 'intervention' in planned ? planned.intervention.intervention_id : '';
    await call('complete_intervention', {
      intervention_id: id,
      done_on: '2026-10-10',
      outcome: 'Debt counselling was accepted',
    });
    await call('record_outcome', RIGHT);
    expect(await rows()).toMatchObject([{ intervention: 'help_offered' }]);
  });

  it('lets one of two at once through', async () => {
    const both = await Promise.allSettled([
      call('record_outcome', RIGHT),
      call('record_outcome', { found: 'wrong', reason: 'Nothing was found at all there' }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await rows()).toHaveLength(1);
  });
});

describe('the rows of an outcome', () => {
  const subject = ids.address('rows');
  const told = { found: 'wrong' as const, intervention: null, decidedOn: '2026-10-10' };
  const candidate = candidateOf('rows', {
    scores: [scoreOf('rows', 20, 'housing'), scoreOf('rows', 15, 'hemp')],
    drawn: 'random',
    inclusion_probability: 0.01,
  });
  const basis = { originId: candidate.candidate_id, subject, candidate, version: 1 };

  it('leave open what nothing was said of', () => {
    const rows = outcomeRows(basis, { ...told, themes: ['hemp'] });
    expect(rows.map(({ theme, found }) => [theme, found])).toEqual([
      ['hemp', 'wrong'],
      ['housing', 'open'],
    ]);
    expect(rows.every((row) => Outcome.safeParse(row).success)).toBe(true);
    expect(new Set(rows.map((row) => row.outcome_id)).size).toBe(2);
    expect(rows[0]).toMatchObject({ drawn: 'random', inclusion_probability: 0.01 });
  });

  it('hold what was found in every theme, once, as one theme may explain another', () => {
    const [hemp, housing] = [scoreOf('rows', 15, 'hemp'), scoreOf('rows', 20, 'housing')];
    const visited = (points: number) => ({
      pattern_id: PatternId.parse('nothing_found'),
      direction: 'against' as const,
      strength: 0.5,
      points,
    });
    const taking = { ...housing.contributions[0], finding_id: ids.finding('visit'), basis: 'fact' as const };
    const line = { ...taking, weightPoints: 30, withheld: null };
    const scores = [
      {
        ...hemp,
        contributions: [...hemp.contributions, { ...line, ...visited(-10), cappedAtPoints: 10 }],
      },
      {
        ...housing,
        contributions: [...housing.contributions, { ...line, ...visited(-5), cappedAtPoints: 5 }],
      },
    ];
    const rows = outcomeRows(
      { ...basis, candidate: { ...candidate, scores } },
      { ...told, themes: ['hemp', 'housing'] },
    );
    expect(rows.map(({ theme }) => theme)).toEqual(['hemp', 'housing']);
    for (const { patterns } of rows)
      expect(patterns).toEqual([
        { pattern_id: 'nothing_found', strength: 0.5 },
        { pattern_id: 'overcrowding', strength: 1 },
      ]);
  });

  it('tell of a theme for which nothing was suggested', () => {
    const [row] = outcomeRows({ ...basis, candidate: undefined, version: 4 }, { ...told, themes: ['place'] });
    expect(row).toMatchObject({
      theme: 'place',
      drawn: 'report',
      version: 4,
      model: null,
      score: 0,
      patterns: [],
    });
  });

  it('leave out what was withheld', () => {
    const score = scoreOf('rows', 20);
    const withheld = score.contributions.map((each) => ({ ...each, withheld: 'in_research' as const }));
    const only = { ...candidate, scores: [{ ...score, contributions: withheld }] };
    const [row] = outcomeRows({ ...basis, candidate: only }, { ...told, themes: ['housing'] });
    expect(row?.patterns).toEqual([]);
  });
});
