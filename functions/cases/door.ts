import type { Case, IntakeItem } from '#schemas/case.ts';
import type { Note, Task } from '#schemas/case-file.ts';
import type { Intervention } from '#schemas/intervention.ts';
import { refuseRole, refuseStopped } from './access.ts';
import { recordRead } from './acts.ts';
import { closeCase } from './close-case.ts';
import { type CurrentList, currentList } from './current-list.ts';
import { dismiss, takeUp } from './decide.ts';
import type { DoorInput } from './door-input.ts';
import type { DoorPorts } from './door-ports.ts';
import { completeIntervention, planIntervention } from './interventions.ts';
import { labelOf } from './label.ts';
import { noteReview } from './note-review.ts';
import { addNote } from './notes.ts';
import { recordOutcome } from './record-outcome.ts';
import { type ShownCandidate, showCandidate, showReasons } from './show-candidate.ts';
import { type ShownCase, showCase } from './show-case.ts';
import { type BlindCandidate, blindCandidate, type Reasons } from './shown-candidate.ts';
import { type ShownOutcome, shownOutcome } from './shown-outcome.ts';
import { contactOnSubject, setContact } from './side-by-side.ts';
import { liftStop, pressStop, resume, type Stopped, stopped } from './stop-button.ts';
import {
  addTask,
  answerShare,
  assignTask,
  finishTask,
  type SharedTask,
  sharedTasks,
  shareTask,
} from './tasks.ts';

export type DoorOutput =
  | CurrentList
  /** `label`: the address or company in words, which the work list itself does not hold. */
  | ShownCandidate
  | { readonly reasons: Reasons }
  | { readonly case: Case; readonly contact: string | null }
  | { readonly case: Case }
  | { readonly candidate: BlindCandidate }
  | { readonly intakes: readonly IntakeItem[] }
  | { readonly cases: readonly Case[] }
  | ShownCase
  | { readonly note: Note }
  | { readonly task: Task }
  | { readonly tasks: readonly SharedTask[] }
  | { readonly intervention: Intervention }
  | { readonly outcome: ShownOutcome }
  | { readonly contact: string | null }
  | Stopped
  | { readonly version: number; readonly execution: string };

/**
 * The door of cases until there is a screen: case workers see what is suggested and why, decide, and work their cases;
 * privacy officers and leads press the stop button. Throws Failure('RuleViolated') for a role that has no business here
 * (R1) and for suggestions while they are stopped (R22), and what the operations throw.
 */
export async function casesDoor(asked: DoorInput, ports: DoorPorts): Promise<DoorOutput> {
  refuseRole(asked);
  refuseStopped(asked, await ports.stops.standing());
  const { actor } = asked;
  switch (asked.operation) {
    case 'list_candidates':
      await recordRead(asked, 'list#candidates', ports);
      return currentList(asked.status, ports);
    case 'show_candidate':
      return showCandidate(asked, ports);
    case 'show_reasons':
      return showReasons(asked, ports);
    case 'take_up': {
      const opened = await takeUp(asked, ports);
      await noteReview(asked, { at: opened.opened_at, followed: true }, ports);
      const subject = opened.subject_entity_id;
      return { case: opened, contact: await contactOnSubject({ team: actor.team, subject }, ports) };
    }
    case 'dismiss': {
      const candidate = blindCandidate(await dismiss(asked, ports));
      await noteReview(asked, { at: ports.clock.now().toISOString(), followed: false }, ports);
      return { candidate };
    }
    case 'list_intakes':
      await recordRead(asked, 'list#intakes', ports);
      return { intakes: await ports.cases.intakes('open') };
    case 'list_cases':
      await recordRead(asked, `list#cases#${actor.team}`, ports);
      return { cases: await ports.files.casesOf(actor.team, asked.status) };
    case 'show_case':
      return showCase(asked, ports, async (entityId) => labelOf(entityId, ports));
    case 'add_note':
      return { note: await addNote(asked, ports) };
    case 'add_task':
      return { task: await addTask(asked, ports) };
    case 'assign_task':
      return { task: await assignTask(asked, ports) };
    case 'finish_task':
      return { task: await finishTask(asked, ports) };
    case 'share_task':
      return { task: await shareTask(asked, ports) };
    case 'answer_share':
      return { task: await answerShare(asked, ports) };
    case 'list_shared_tasks':
      await recordRead(asked, `list#shared#${actor.team}`, ports);
      return { tasks: await sharedTasks(actor.team, ports) };
    case 'plan_intervention':
      return { intervention: await planIntervention(asked, ports) };
    case 'complete_intervention':
      return { intervention: await completeIntervention(asked, ports) };
    case 'record_outcome':
      return { outcome: shownOutcome(await recordOutcome(asked, ports)) };
    case 'close_case':
      return { case: await closeCase(asked, ports) };
    case 'set_contact':
      return { contact: await setContact(asked, ports) };
    case 'ask_contact': {
      await recordRead(asked, asked.subject_entity_id, ports);
      return {
        contact: await contactOnSubject({ team: actor.team, subject: asked.subject_entity_id }, ports),
      };
    }
    case 'stop':
      return pressStop(asked, ports);
    case 'lift':
      return liftStop(asked, ports);
    case 'stopped':
      await recordRead(asked, 'stop', ports);
      return stopped(ports);
    case 'resume':
      return resume(asked, ports);
  }
}
