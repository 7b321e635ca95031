import * as z from 'zod';
import { Actor } from '#schemas/actor.ts';
import { Theme } from '#schemas/finding.ts';
import { CandidateId, CaseId, InterventionId, ScorableEntityId, TaskId } from '#schemas/ids.ts';
import { InterventionKind } from '#schemas/intervention.ts';
import { Found } from '#schemas/outcome.ts';
import { StopScope } from '#schemas/stop.ts';

/** Words of a person, not a placeholder: ten characters at least, besides spaces. */
const ownWords = z.string().trim().min(10, 'say it in a sentence');
const name = z.string().trim().min(1);

/** Every call says who asks, what for and on what ground (R1). */
const call = { actor: Actor, purpose: ownWords, legal_basis: z.string().trim().min(3) };
const inCase = { ...call, case_id: CaseId };
const scopes = z.array(StopScope).min(1).optional();

/** What may be asked at the door of cases. */
export const DoorInput = z.discriminatedUnion('operation', [
  z.strictObject({
    operation: z.literal('list_candidates'),
    ...call,
    /** `taken_up`: what a team looks at already, and another may too. */
    status: z.enum(['open', 'taken_up']).default('open'),
  }),
  z.strictObject({ operation: z.literal('show_candidate'), ...call, candidate_id: CandidateId }),
  /** The points for and against before the outcome stands, which ends being blind to the lot (R20). */
  z.strictObject({
    operation: z.literal('show_reasons'),
    ...call,
    candidate_id: CandidateId,
    reason: ownWords,
  }),
  /** R18: nobody but a named person, with a reason in their own words, makes a case of a candidate. */
  z.strictObject({
    operation: z.literal('take_up'),
    ...call,
    candidate_id: CandidateId,
    reason: ownWords,
    /** What the team looks at; all that the candidate was suggested for unless it says so. */
    themes: z.array(Theme).min(1).optional(),
  }),
  z.strictObject({ operation: z.literal('dismiss'), ...call, candidate_id: CandidateId, reason: ownWords }),
  z.strictObject({ operation: z.literal('list_intakes'), ...call }),

  z.strictObject({
    operation: z.literal('list_cases'),
    ...call,
    status: z.enum(['open', 'closed']).default('open'),
  }),
  z.strictObject({ operation: z.literal('show_case'), ...inCase }),
  z.strictObject({
    operation: z.literal('add_note'),
    ...inCase,
    kind: z.enum(['fact', 'judgement']),
    text: ownWords,
  }),
  z.strictObject({ operation: z.literal('add_task'), ...inCase, title: ownWords }),
  /** Without `case_id`: a task of another team that this one agreed to share. */
  z.strictObject({
    operation: z.literal('assign_task'),
    ...call,
    case_id: CaseId.optional(),
    task_id: TaskId,
    assignee: z.strictObject({ id: name, team: name }),
  }),
  z.strictObject({
    operation: z.literal('finish_task'),
    ...call,
    case_id: CaseId.optional(),
    task_id: TaskId,
  }),
  z.strictObject({ operation: z.literal('share_task'), ...inCase, task_id: TaskId, with_team: name }),
  z.strictObject({ operation: z.literal('answer_share'), ...call, task_id: TaskId, agree: z.boolean() }),
  z.strictObject({ operation: z.literal('list_shared_tasks'), ...call }),
  z
    .strictObject({
      operation: z.literal('plan_intervention'),
      ...inCase,
      kind: InterventionKind,
      planned_on: z.iso.date(),
      reason: ownWords,
      partner: name.optional(),
    })
    .refine(({ kind, partner }) => (kind === 'hand_over') === (partner !== undefined), {
      path: ['partner'],
      message: 'a hand-over names its partner, and nothing else does',
    }),
  z.strictObject({
    operation: z.literal('complete_intervention'),
    ...inCase,
    intervention_id: InterventionId,
    done_on: z.iso.date(),
    outcome: ownWords,
  }),
  z.strictObject({
    operation: z.literal('record_outcome'),
    ...inCase,
    found: Found,
    reason: ownWords,
    /** What it is about; all that the case is about unless it says so. */
    themes: z.array(Theme).min(1).optional(),
  }),
  z.strictObject({ operation: z.literal('close_case'), ...inCase, reason: ownWords }),

  z.strictObject({
    operation: z.literal('set_contact'),
    ...call,
    contact: z.string().trim().min(3).max(200),
  }),
  z.strictObject({ operation: z.literal('ask_contact'), ...call, subject_entity_id: ScorableEntityId }),

  z.strictObject({ operation: z.literal('stop'), ...call, reason: ownWords, scopes }),
  z.strictObject({ operation: z.literal('lift'), ...call, reason: ownWords, scopes }),
  z.strictObject({ operation: z.literal('stopped'), ...call }),
  z.strictObject({ operation: z.literal('resume'), ...call }),
]);
export type DoorInput = z.infer<typeof DoorInput>;
export type Asked<Operation extends DoorInput['operation']> = Extract<DoorInput, { operation: Operation }>;
