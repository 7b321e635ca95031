import type { CaseFiles } from '#ports';
import { Failure } from '#schemas/failures.ts';
import { InterventionId } from '#schemas/ids.ts';
import type { Intervention } from '#schemas/intervention.ts';
import { type ActPorts, actEvent } from './acts.ts';
import type { Asked } from './door-input.ts';
import { logCaseEvents } from './event-log.ts';
import { ownCase, partIn } from './own-case.ts';
import { partIdText } from './part-id.ts';

export type InterventionPorts = ActPorts & { readonly files: Pick<CaseFiles, 'file' | 'add' | 'change'> };

/**
 * Plans a measure: a named person decides, in their own words (R18); nothing else in the program makes one. A repeat
 * answers with the one that stands. Throws as `ownCase` and `add` do.
 */
export async function planIntervention(
  asked: Asked<'plan_intervention'>,
  ports: InterventionPorts,
): Promise<Intervention> {
  const { case: own } = await ownCase(asked, ports);
  const at = ports.clock.now().toISOString();
  const id = partIdText('intervention', own.case_id, asked.kind, asked.planned_on, asked.partner ?? '');
  const planned: Intervention = {
    intervention_id: InterventionId.parse(`itv-${id}`),
    case_id: own.case_id,
    kind: asked.kind,
    status: 'planned',
    planned_on: asked.planned_on,
    decided_by: asked.actor,
    decided_at: at,
    reason: asked.reason,
    partner: asked.partner ?? null,
    done: null,
    revision: 0,
  };
  const event = actEvent(asked, {
    subject_id: own.case_id,
    event: 'intervention_planned',
    at,
    occasion: planned.intervention_id,
    details: {
      intervention_id: planned.intervention_id,
      kind: planned.kind,
      planned_on: planned.planned_on,
      reason: planned.reason,
    },
  });
  if (await ports.files.add({ part: 'intervention', value: planned }, event)) {
    await logCaseEvents(ports, `door-${event.event_id}`, [event]);
    return planned;
  }
  return intervention({ ...asked, intervention_id: planned.intervention_id }, ports);
}

/** Tells that a measure was done, when, and what came of it. Throws Failure('TransitionRefused') when another told so already. */
export async function completeIntervention(
  asked: Asked<'complete_intervention'>,
  ports: InterventionPorts,
): Promise<Intervention> {
  const planned = await intervention(asked, ports);
  const at = ports.clock.now().toISOString();
  const { done } = planned;
  if (done) {
    if (done.by.id === asked.actor.id && done.on === asked.done_on && done.outcome === asked.outcome)
      return planned;
    throw new Failure('TransitionRefused', `${planned.kind} was done on ${done.on} already`);
  }
  if (asked.done_on > at.slice(0, 10))
    throw new Failure('RuleViolated', `${asked.done_on} is still to come: it cannot have been done`);
  const completed: Intervention = {
    ...planned,
    status: 'done',
    done: { on: asked.done_on, by: asked.actor, outcome: asked.outcome },
    revision: planned.revision + 1,
  };
  const event = actEvent(asked, {
    subject_id: planned.case_id,
    event: 'intervention_done',
    at,
    occasion: planned.intervention_id,
    details: {
      intervention_id: planned.intervention_id,
      kind: planned.kind,
      done_on: asked.done_on,
      reason: asked.outcome,
    },
  });
  await ports.files.change({ part: 'intervention', value: completed }, planned.revision, event);
  await logCaseEvents(ports, `door-${event.event_id}`, [event]);
  return completed;
}

async function intervention(
  asked: Pick<Asked<'complete_intervention'>, 'actor' | 'case_id' | 'intervention_id'>,
  ports: InterventionPorts,
): Promise<Intervention> {
  const { interventions } = await ownCase(asked, ports);
  return partIn(interventions, 'intervention', asked.intervention_id, (each) => each.intervention_id);
}
