import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#schemas/actor.ts';
import { asked, type CaseDesk, neighbour, openCaseDesk } from './case-desk.ts';
import { caseWorker, ids } from './fixtures.ts';

const TEXT = 'Something that nobody will ever see';
const TEAMS: readonly Actor[] = [
  neighbour,
  { id: 'a.visser', team: 'milieu', role: 'case_worker' },
  { id: 'b.mulder', team: 'sociaal', role: 'team_lead' },
];
/** Ids of the right form that stand for nothing. */
const none = (prefix: string) => `${prefix}-${'a'.repeat(26)}`;

describe('another team’s things answer as what is not there (R45)', () => {
  let desk: CaseDesk;
  const own: Record<string, string> = {};
  beforeAll(async () => {
    desk = await openCaseDesk();
    const case_id = await desk.open('foreign');
    const task = await desk.call(asked('add_task', { case_id, title: 'A task of the own team' }));
    const planned = await desk.call(
      asked('plan_intervention', {
        case_id,
        kind: 'visit',
        planned_on: '2026-10-20',
        reason: 'Two facts point there',
      }),
    );
    own.case_id = case_id;
    own.task_id = 'task' in task ? task.task.task_id : '';
    own.intervention_id = 'intervention' in planned ? planned.intervention.intervention_id : '';
  });
  afterAll(() => desk.close());

  const calls: Readonly<Record<string, { ids: string[]; more: Record<string, unknown> }>> = {
    show_case: { ids: ['case_id'], more: {} },
    add_note: { ids: ['case_id'], more: { kind: 'fact', text: TEXT } },
    add_task: { ids: ['case_id'], more: { title: TEXT } },
    assign_task: { ids: ['case_id', 'task_id'], more: { assignee: { id: 'x', team: 'x' } } },
    finish_task: { ids: ['case_id', 'task_id'], more: {} },
    share_task: { ids: ['case_id', 'task_id'], more: { with_team: 'x' } },
    answer_share: { ids: ['task_id'], more: { agree: true } },
    plan_intervention: { ids: ['case_id'], more: { kind: 'visit', planned_on: '2026-10-20', reason: TEXT } },
    complete_intervention: {
      ids: ['case_id', 'intervention_id'],
      more: { done_on: '2026-10-01', outcome: TEXT },
    },
    record_outcome: { ids: ['case_id'], more: { found: 'right', reason: TEXT } },
    close_case: { ids: ['case_id'], more: { reason: TEXT } },
  };
  const PREFIX: Readonly<Record<string, string>> = { case_id: 'cas', task_id: 'tsk', intervention_id: 'itv' };

  describe.each(TEAMS)('for team $team', (actor) => {
    it.each(Object.keys(calls))('%s', async (operation) => {
      const { ids: names = [], more = {} } = calls[operation] ?? {};
      const foreign = Object.fromEntries(names.map((key) => [key, own[key]]));
      const absent = Object.fromEntries(names.map((key) => [key, none(PREFIX[key] ?? '')]));
      const answer = async (which: Record<string, unknown>) => {
        try {
          return { answered: await desk.call(asked(operation, { actor, ...which, ...more })) };
        } catch (error) {
          return error instanceof Error ? `${error.name}: ${error.message}` : error;
        }
      };
      const words = (text: unknown) => String(text).replace(/(cas|tsk|itv)-[a-z2-7]{26}/g, '$1');
      const refusal = words(await answer(foreign));
      expect(refusal).toMatch(/^NotFound: there is no/);
      expect(refusal).toBe(words(await answer(absent)));
    });
  });

  it('nor does a foreign task’s id work within an own case', async () => {
    const case_id = await desk.open('neighbour’s own', neighbour);
    await expect(
      desk.call(asked('finish_task', { actor: neighbour, case_id, task_id: own.task_id })),
    ).rejects.toMatchObject({ name: 'NotFound' });
  });

  it('left the case as it was', async () => {
    expect(await desk.call(asked('show_case', { actor: caseWorker, case_id: own.case_id }))).toMatchObject({
      case: { status: 'open', subject_entity_id: ids.address('foreign') },
      tasks: [{ status: 'open' }],
      notes: [],
      interventions: [{ status: 'planned' }],
      outcome: null,
    });
  });
});
