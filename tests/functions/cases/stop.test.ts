import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { suggestCandidates } from '#cases/cases.ts';
import { memoryRegistry, versionOf } from '../memory-ports.ts';
import { asked, type CaseDesk, lead, officer, openCaseDesk, REASON } from './case-desk.ts';
import { candidateOf, caseWorker, ids, scoreOf } from './fixtures.ts';

const why = { reason: 'Complaints that we cannot explain yet' };

describe('the stop button at the door (R22)', () => {
  let desk: CaseDesk;
  beforeAll(async () => {
    desk = await openCaseDesk();
    await desk.ports.cases.suggest(candidateOf('waiting'));
    desk.versions.push(versionOf(1));
    desk.running.push('drop-1');
  });
  afterAll(() => desk.close());
  afterEach(async () => {
    for (const { scope, stopped_at } of await desk.ports.stops.standing())
      await desk.ports.stops.lift(scope, stopped_at);
  });
  const press = async (more: Record<string, unknown> = {}) =>
    desk.call(asked('stop', { actor: officer, ...why, ...more }));

  it('is pressed by a named person with a reason, and lists what it holds up', async () => {
    expect(await press()).toEqual({
      stops: expect.arrayContaining([
        expect.objectContaining({ scope: 'scoring', stopped_by: officer, reason: why.reason }),
        expect.objectContaining({ scope: 'alerts' }),
      ]),
      affects: {
        open_candidates: [ids.candidate('waiting')],
        pending_alerts: [],
        executions: ['drop-1'],
      },
    });
    const history = await desk.ports.cases.history('stop#scoring');
    expect(history.at(-1)).toMatchObject({ event: 'stopped', details: { actor: officer.id, ...why } });
  });

  it('lets no suggestion out and none be taken up', async () => {
    await press({ scopes: ['scoring'] });
    const candidate_id = ids.candidate('waiting');
    for (const call of [
      asked('list_candidates'),
      asked('show_candidate', { candidate_id }),
      asked('take_up', { candidate_id, reason: REASON }),
      asked('dismiss', { candidate_id, reason: REASON }),
    ])
      await expect(desk.call(call)).rejects.toThrow(/R22: suggestions are stopped/);
    await desk.call(asked('lift', { actor: lead, ...why }));
    expect(await desk.call(asked('show_candidate', { candidate_id }))).toMatchObject({
      candidate: { status: 'open' },
    });
  });

  it('leaves work on cases alone', async () => {
    const case_id = await desk.open('a case before');
    await press();
    expect(await desk.call(asked('show_case', { case_id }))).toMatchObject({ case: { status: 'open' } });
  });

  it('halts the step that suggests, which catches up when it is lifted', async () => {
    const registry = memoryRegistry([versionOf(1)]);
    const files = [await desk.memory.lake.write('scores', 'version=1-a', '0000', [scoreOf('new one', 40)])];
    await registry.judge(versionOf(1, { files }));
    const ports = { ...desk.ports, registry };
    await press();
    expect(await suggestCandidates({ version: 1 }, ports)).toMatchObject({
      outcome: 'stopped',
      suggested: 0,
    });
    const before = await desk.ports.cases.candidates('open');
    expect(before.map((each) => each.score)).not.toContain(40);
    await desk.call(asked('lift', { actor: officer, ...why }));
    expect(await suggestCandidates({ version: 1 }, ports)).toMatchObject({ outcome: 'suggested' });
    expect((await desk.ports.cases.candidates('open')).map((each) => each.score)).toContain(40);
  });

  it('stands until somebody lifts it; a second press changes nothing', async () => {
    await press({ scopes: ['alerts'] });
    desk.clock.now = '2026-10-12T09:00:00.000Z';
    await press({ actor: lead, scopes: ['alerts'], reason: 'Another reason for the same stop' });
    expect(await desk.call(asked('stopped'))).toMatchObject({
      stops: [{ scope: 'alerts', stopped_by: officer, reason: why.reason }],
    });
    await expect(
      desk.call(asked('lift', { actor: officer, ...why, scopes: ['scoring'] })),
    ).rejects.toMatchObject({ name: 'TransitionRefused' });
    expect(await desk.call(asked('lift', { actor: officer, ...why }))).toMatchObject({ stops: [] });
  });

  it('starts the judging of the linked version again on request, once', async () => {
    await press();
    await expect(desk.call(asked('resume', { actor: officer }))).rejects.toMatchObject({
      name: 'TransitionRefused',
    });
    await desk.call(asked('lift', { actor: officer, ...why }));
    const answer = await desk.call(asked('resume', { actor: officer }));
    await desk.call(asked('resume', { actor: officer }));
    expect(answer).toEqual({ version: 1, execution: 'resume-1-202610120900' });
    expect(desk.started).toEqual([{ name: 'resume-1-202610120900', input: { resume: 1 } }]);
  });

  it.each(['stop', 'lift', 'resume'])('%s is not for a case worker', async (operation) => {
    await expect(
      desk.call(asked(operation, { actor: caseWorker, ...(operation === 'resume' ? {} : why) })),
    ).rejects.toThrow(/R1/);
  });
});
