import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { DoorInput } from '#cases/door-input.ts';
import { Task } from '#schemas/case-file.ts';
import { Intervention } from '#schemas/intervention.ts';
import { asked, type CaseDesk, lead, neighbour, openCaseDesk, START } from './case-desk.ts';
import { caseWorker, ids } from './fixtures.ts';

const colleague = { ...caseWorker, id: 'k.bakker' };
const TITLE = 'Ask the owner for the rental contract';
const taskOf = (answer: unknown) => z.object({ task: Task }).parse(answer).task;
const interventionOf = (answer: unknown) =>
  z.object({ intervention: Intervention }).parse(answer).intervention;

describe('the work on a case', () => {
  let desk: CaseDesk;
  let case_id: string;
  let name: string;
  let count = 0;
  const call = async (operation: string, more: Record<string, unknown> = {}) =>
    desk.call(asked(operation, { case_id, ...more }));
  const events = async () => (await desk.ports.cases.history(case_id)).map(({ event }) => event);
  beforeAll(async () => {
    desk = await openCaseDesk();
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    count += 1;
    name = `house ${count}`;
    desk.clock.now = START;
    case_id = await desk.open(name);
  });

  it('keeps facts and judgements apart, each with who wrote it (R11)', async () => {
    await call('add_note', { kind: 'fact', text: 'Nine mattresses stood in the attic' });
    await call('add_note', {
      kind: 'judgement',
      text: 'It felt as if something was hidden',
      actor: colleague,
    });
    await call('add_note', { kind: 'fact', text: 'Nine mattresses stood in the attic' });
    const shown = await call('show_case');
    expect(shown).toMatchObject({ case: { case_id, themes: ['housing'] }, contact: null, outcome: null });
    const { notes } = z
      .object({ notes: z.array(z.object({ kind: z.string(), written_by: z.unknown() })) })
      .parse(shown);
    expect(notes).toHaveLength(2);
    expect(notes).toContainEqual(expect.objectContaining({ kind: 'fact', written_by: caseWorker }));
    expect(notes).toContainEqual(expect.objectContaining({ kind: 'judgement', written_by: colleague }));
  });

  it('writes down who read a case, before it is shown, and what for (R1)', async () => {
    await call('show_case', { actor: colleague });
    expect((await desk.ports.cases.history(case_id)).at(-1)).toMatchObject({
      event: 'read',
      details: { actor: 'k.bakker', team: 'wonen', operation: 'show_case', legal_basis: 'Art. 5:11 Awb' },
    });
    const rows = (await desk.logged('case_events')).filter((row) => row.subject_id === case_id);
    expect(rows.map((row) => row.event)).toContain('read');
    expect(JSON.stringify(rows)).not.toMatch(/bakker|Supervision of housing/);
  });

  it('shows nothing when the read cannot be written down', async () => {
    const { casesDoor } = await import('#cases/door.ts');
    const deaf = {
      ...desk.ports,
      cases: {
        ...desk.ports.cases,
        append: async () => {
          throw new Error('the log is away');
        },
      },
    };
    await expect(casesDoor(DoorInput.parse(asked('show_case', { case_id })), deaf)).rejects.toThrow(
      'the log is away',
    );
  });

  it('lists the cases of the own team', async () => {
    expect(await desk.call(asked('list_cases'))).toMatchObject({
      cases: expect.arrayContaining([expect.objectContaining({ case_id })]),
    });
    const other = await desk.call(asked('list_cases', { actor: neighbour }));
    expect(JSON.stringify(other)).not.toContain(case_id);
  });

  describe('a task', () => {
    it('is added once, given to somebody of the team, and done', async () => {
      const { task_id } = taskOf(await call('add_task', { title: TITLE }));
      expect(taskOf(await call('add_task', { title: TITLE })).task_id).toBe(task_id);
      const assignee = { id: 'k.bakker', team: 'wonen' };
      await call('assign_task', { task_id, assignee });
      await call('assign_task', { task_id, assignee });
      await call('finish_task', { task_id, actor: colleague });
      expect(taskOf(await call('finish_task', { task_id, actor: colleague }))).toMatchObject({
        status: 'done',
        done: { by: colleague },
        revision: 2,
      });
      await expect(call('finish_task', { task_id })).rejects.toMatchObject({ name: 'TransitionRefused' });
      await expect(call('assign_task', { task_id, assignee: { id: 'x', team: 'wonen' } })).rejects.toThrow(
        /done/,
      );
      expect(await events()).toEqual(['case_opened', 'task_added', 'task_assigned', 'task_done']);
    });

    it('goes to nobody of another team', async () => {
      const { task_id } = taskOf(await call('add_task', { title: TITLE }));
      await expect(
        call('assign_task', { task_id, assignee: { id: 's.haddad', team: 'openbare-orde' } }),
      ).rejects.toMatchObject({ name: 'RuleViolated' });
    });

    it('is seen by another team only once that agreed, and nothing else of the case is', async () => {
      const { task_id } = taskOf(await call('add_task', { title: TITLE }));
      const beside = async (operation: string, more: Record<string, unknown> = {}) =>
        desk.call(asked(operation, { actor: neighbour, ...more }));
      await expect(beside('answer_share', { task_id, agree: true })).rejects.toMatchObject({
        name: 'NotFound',
      });
      await call('share_task', { task_id, with_team: 'openbare-orde' });
      expect(await beside('list_shared_tasks')).toMatchObject({
        tasks: expect.arrayContaining([{ task_id, status: 'asked' }]),
      });
      await expect(beside('finish_task', { task_id })).rejects.toMatchObject({ name: 'NotFound' });
      await beside('answer_share', { task_id, agree: true });
      await beside('assign_task', { task_id, assignee: { id: 's.haddad', team: 'openbare-orde' } });
      await beside('finish_task', { task_id });
      await expect(beside('show_case', { case_id })).rejects.toMatchObject({ name: 'NotFound' });
      expect(await call('show_case')).toMatchObject({
        tasks: [{ status: 'done', done: { by: neighbour }, shared: { status: 'agreed' } }],
      });
    });

    it('stays with its team when the other declines, and may then be shared with a third', async () => {
      const { task_id } = taskOf(await call('add_task', { title: TITLE }));
      await call('share_task', { task_id, with_team: 'openbare-orde' });
      await expect(call('share_task', { task_id, with_team: 'milieu' })).rejects.toMatchObject({
        name: 'TransitionRefused',
      });
      await desk.call(asked('answer_share', { actor: neighbour, task_id, agree: false }));
      await expect(
        desk.call(asked('answer_share', { actor: neighbour, task_id, agree: true })),
      ).rejects.toMatchObject({ name: 'TransitionRefused' });
      expect(taskOf(await call('share_task', { task_id, with_team: 'milieu' })).shared).toEqual({
        team: 'milieu',
        status: 'asked',
      });
    });

    it('lets one of two colleagues finish it', async () => {
      const { task_id } = taskOf(await call('add_task', { title: TITLE }));
      const both = await Promise.allSettled([
        call('finish_task', { task_id }),
        call('finish_task', { task_id, actor: colleague }),
      ]);
      const done = both.filter((each) => each.status === 'fulfilled');
      expect(done).toHaveLength(1);
    });
  });

  describe('an intervention', () => {
    const visit = {
      kind: 'visit',
      planned_on: '2026-10-20',
      reason: 'Two facts point to too many residents',
    };

    it.each(['visit', 'letter', 'closure_13b', 'permit_measure', 'help_offered'])(
      'of kind %s is planned by a named person in own words, and done (R18)',
      async (kind) => {
        const plan = { ...visit, kind };
        const planned = interventionOf(await call('plan_intervention', plan));
        expect(planned).toMatchObject({ status: 'planned', decided_by: caseWorker, reason: visit.reason });
        expect(interventionOf(await call('plan_intervention', plan))).toEqual(planned);
        const told = {
          intervention_id: planned.intervention_id,
          done_on: '2026-10-10',
          outcome: 'Six persons live there, who were told of their rights',
        };
        const done = interventionOf(await call('complete_intervention', told));
        expect(done).toMatchObject({ status: 'done', done: { on: '2026-10-10', by: caseWorker } });
        expect(interventionOf(await call('complete_intervention', told))).toEqual(done);
        await expect(call('complete_intervention', { ...told, actor: colleague })).rejects.toMatchObject({
          name: 'TransitionRefused',
        });
        expect(await events()).toEqual(['case_opened', 'intervention_planned', 'intervention_done']);
      },
    );

    it('is not done on a day to come', async () => {
      const { intervention_id } = interventionOf(await call('plan_intervention', visit));
      await expect(
        call('complete_intervention', {
          intervention_id,
          done_on: '2026-10-11',
          outcome: 'Nobody opened the door',
        }),
      ).rejects.toMatchObject({ name: 'RuleViolated' });
    });

    it('names the partner of a hand-over, and only of that', async () => {
      const handOver = asked('plan_intervention', { case_id, ...visit, kind: 'hand_over' });
      expect(DoorInput.safeParse(handOver).success).toBe(false);
      expect(DoorInput.safeParse({ ...handOver, kind: 'visit', partner: 'RIEC' }).success).toBe(false);
      expect(await desk.call({ ...handOver, partner: 'RIEC' })).toMatchObject({
        intervention: { partner: 'RIEC' },
      });
    });

    it.each([{ reason: 'too short' }, { reason: undefined }, { actor: undefined }, { purpose: ' ' }])(
      'is refused without %j',
      (change) => {
        const plan = asked('plan_intervention', { case_id: ids.case('any'), ...visit });
        expect(DoorInput.safeParse(plan).success).toBe(true);
        expect(DoorInput.safeParse({ ...plan, ...change }).success).toBe(false);
      },
    );
  });

  describe('closing', () => {
    const reason = 'Nothing is left to be done here';
    const found = { found: 'wrong', reason: 'A family of six lived there, as registered' };

    it('waits for open tasks and measures, and for an outcome (R23)', async () => {
      const { task_id } = taskOf(await call('add_task', { title: TITLE }));
      await expect(call('close_case', { reason })).rejects.toThrow(/still open/);
      await call('finish_task', { task_id });
      await expect(call('close_case', { reason })).rejects.toThrow(/R23/);
      await call('record_outcome', found);
      const closed = await call('close_case', { reason });
      expect(closed).toMatchObject({ case: { status: 'closed', closed: { by: caseWorker, reason } } });
      expect(await call('close_case', { reason })).toEqual(closed);
      await expect(
        call('close_case', { reason: 'Closed by another for another reason' }),
      ).rejects.toMatchObject({
        name: 'TransitionRefused',
      });
    });

    it('lets nothing in the case change any more', async () => {
      await call('record_outcome', found);
      await call('close_case', { reason });
      for (const [operation, more] of [
        ['add_note', { kind: 'fact', text: 'One more thing that came up' }],
        ['add_task', { title: TITLE }],
        [
          'plan_intervention',
          { kind: 'visit', planned_on: '2026-10-20', reason: 'One more visit is needed' },
        ],
      ] as const)
        await expect(call(operation, more)).rejects.toMatchObject({ name: 'TransitionRefused' });
      const { cases } = z
        .object({ cases: z.array(z.object({ case_id: z.string() })) })
        .parse(await desk.call(asked('list_cases', { status: 'closed', actor: lead })));
      expect(cases.map((each) => each.case_id)).toContain(case_id);
    });
  });
});
