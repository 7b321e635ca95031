import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DoorInput } from '#cases/door-input.ts';
import type { CaseStore } from '#ports';
import { versionOf } from '../memory-ports.ts';
import { asked, type CaseDesk, openCaseDesk, REASON, START } from './case-desk.ts';
import { candidateOf, caseWorker, ids } from './fixtures.ts';

describe('the door of the work list', () => {
  let desk: CaseDesk;
  let cases: CaseStore;
  let name: string;
  let count = 0;
  const call = async (input: unknown) => desk.call(input);
  beforeAll(async () => {
    desk = await openCaseDesk();
    ({ cases } = desk.ports);
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    count += 1;
    name = `house ${count}`;
    desk.clock.now = START;
    await cases.suggest(candidateOf(name));
  });

  it('lists what is open and still holds (R21)', async () => {
    await cases.suggest(candidateOf(`${name} old`, { expires_on: '2026-10-09' }));
    const answer = await call(asked('list_candidates'));
    const listed = 'candidates' in answer ? answer.candidates.map((candidate) => candidate.candidate_id) : [];
    expect(listed).toContain(ids.candidate(name));
    expect(listed).not.toContain(ids.candidate(`${name} old`));
  });

  it('tells the contributions for and against to who asks with a reason, and keeps that it did (R17, R20)', async () => {
    const ask = { candidate_id: ids.candidate(name), reason: 'The landlord asks why we come' };
    const answer = await call(asked('show_reasons', ask));
    expect(answer).toMatchObject({
      reasons: {
        score: 25,
        scores: [
          { contributions: [{ points: 25 }], chance: { chance: null, words_en: 'unknown, 0 outcomes' } },
        ],
      },
    });
    expect(JSON.stringify(answer)).not.toMatch(/drawn|inclusion/);
    expect(await cases.history(ids.candidate(name))).toMatchObject([
      { event: 'read', details: { operation: 'show_reasons', reason: ask.reason, actor: caseWorker.id } },
    ]);
    await expect(call({ ...asked('show_reasons', ask), reason: '' })).rejects.toThrow();
  });

  it('says which address a candidate is', async () => {
    const entity_id = candidateOf(name).subject_entity_id;
    const row = { entity_id, label: 'Kerkstraat 12, 7900 AB Veenhaven', deleted: false };
    const files = [await desk.memory.lake.write('labels', 'version=1-1', 'part-0000', [row])];
    desk.versions.push(versionOf(1, { files }));
    const answer = await call(asked('show_candidate', { candidate_id: ids.candidate(name) }));
    expect(answer).toMatchObject({ label: 'Kerkstraat 12, 7900 AB Veenhaven' });
  });

  it('makes a case when a named case worker says why (R18)', async () => {
    const answer = await call(asked('take_up', { candidate_id: ids.candidate(name), reason: REASON }));
    expect(answer).toMatchObject({
      case: {
        status: 'open',
        origin_id: ids.candidate(name),
        opened_by: caseWorker,
        reason: REASON,
        team: 'wonen',
      },
    });
    const history = await cases.history(ids.candidate(name));
    expect(history).toMatchObject([{ event: 'taken_up', details: { actor: caseWorker.id, reason: REASON } }]);
  });

  it('keeps people’s words and the staff’s names out of the lake’s log', async () => {
    const case_id = await desk.open(`${name} logged`);
    const rows = (await desk.logged('case_events')).filter((row) =>
      JSON.stringify(row.details).includes(case_id),
    );
    expect(
      rows
        .map((row) => row.event)
        .map(String)
        .toSorted(),
    ).toEqual(['case_opened', 'taken_up']);
    expect(JSON.stringify(rows)).not.toMatch(/devries|Six adults/);
  });

  it('answers a repeated decision with the same case, another one’s with a refusal', async () => {
    const take = asked('take_up', { candidate_id: ids.candidate(name), reason: REASON });
    const first = await call(take);
    desk.clock.now = '2026-10-10T09:05:00.000Z';
    expect(await call(take)).toEqual(first);
    const other = { ...take, actor: { ...caseWorker, id: 'k.bakker' } };
    await expect(call(other)).rejects.toMatchObject({ name: 'TransitionRefused' });
  });

  it('takes up nothing on an expired score (R21)', async () => {
    desk.clock.now = '2026-11-01T09:00:00.000Z';
    const take = asked('take_up', { candidate_id: ids.candidate(name), reason: REASON });
    await expect(call(take)).rejects.toThrow(/R21/);
    expect((await cases.candidate(ids.candidate(name)))?.status).toBe('open');
  });

  it('dismisses with a reason, and nothing suggests it again', async () => {
    await call(
      asked('dismiss', { candidate_id: ids.candidate(name), reason: 'A family known to live there' }),
    );
    expect(await cases.suggest(candidateOf(name, { version: 2 }))).toBe('kept');
    const again = asked('dismiss', {
      candidate_id: ids.candidate(name),
      reason: 'A family known to live there',
    });
    await expect(call(again)).rejects.toMatchObject({ name: 'TransitionRefused' });
  });

  it('answers that it does not know an id', async () => {
    const unknown = { candidate_id: ids.candidate('never suggested') };
    await expect(call(asked('show_candidate', unknown))).rejects.toMatchObject({ name: 'NotFound' });
    await expect(call(asked('take_up', { ...unknown, reason: REASON }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  it('lists intake items', async () => {
    expect(await call(asked('list_intakes'))).toEqual({ intakes: [] });
  });

  it.each(['steward', 'analyst', 'subscriber', 'privacy_officer'])('is closed to a %s (R1)', async (role) => {
    for (const operation of ['list_candidates', 'list_intakes'])
      await expect(call(asked(operation, { actor: { ...caseWorker, role } }))).rejects.toThrow(/R1/);
  });

  describe.each(['take_up', 'dismiss'])('%s demands (R18)', (operation) => {
    const good = asked(operation, { candidate_id: ids.candidate('any'), reason: REASON });
    it.each<{ what: string; change: Record<string, unknown> }>([
      { what: 'a named actor', change: { actor: undefined } },
      { what: 'an actor with an id', change: { actor: { ...caseWorker, id: '' } } },
      { what: 'a reason', change: { reason: undefined } },
      { what: 'a reason of ten characters', change: { reason: 'too many' } },
      { what: 'more than spaces', change: { reason: '              ' } },
      { what: 'a purpose (R1)', change: { purpose: undefined } },
      { what: 'a legal basis (R1)', change: { legal_basis: ' ' } },
      { what: 'a candidate’s id', change: { candidate_id: 'adr-x' } },
    ])('$what', ({ change }) => {
      expect(DoorInput.safeParse(good).success).toBe(true);
      expect(DoorInput.safeParse({ ...good, ...change }).success).toBe(false);
    });
  });
});

describe('no automatic path from score to measure (R18)', () => {
  const workflow = readFileSync(join(import.meta.dirname, '../../../workflows/ingest.asl.json'), 'utf8');
  const steps = [
    'cases.ts',
    'intake.ts',
    'handler.ts',
    'intake-handler.ts',
    'candidates.ts',
    'intake-items.ts',
  ];

  it('no state of the ingest workflow calls the door', () => {
    expect(workflow).toContain('${cases}');
    expect(workflow).not.toMatch(/takeUp|take_up|casesDoor|Door/);
  });

  it.each(steps)('%s, which the workflow runs, cannot take up or open a case', (file) => {
    const text = readFileSync(join(import.meta.dirname, '../../../functions/cases', file), 'utf8');
    expect(text).not.toMatch(/takeUp|take_up|decide|case_opened/);
  });
});
