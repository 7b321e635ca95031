import * as z from 'zod';
import { Actor } from './actor.ts';
import { Case } from './case.ts';
import { CaseId, NoteId, TaskId } from './ids.ts';
import { Intervention } from './intervention.ts';
import { Found, Outcome } from './outcome.ts';

/** Something to be done in a case, by somebody of its team, or of the one other team that agreed to share it. */
export const Task = z.strictObject({
  task_id: TaskId,
  case_id: CaseId,
  team: z.string(),
  title: z.string().min(1),
  status: z.enum(['open', 'done']),
  added_by: Actor,
  added_at: z.iso.datetime(),
  assigned_to: z.strictObject({ id: z.string(), team: z.string() }).nullable(),
  shared: z.strictObject({ team: z.string(), status: z.enum(['asked', 'agreed', 'declined']) }).nullable(),
  done: z.strictObject({ by: Actor, at: z.iso.datetime() }).nullable(),
  revision: z.int().min(0),
});
export type Task = z.infer<typeof Task>;

/** A statement in a case: a fact, or a judgement, which weighs nothing anywhere (R11). */
export const Note = z.strictObject({
  note_id: NoteId,
  case_id: CaseId,
  kind: z.enum(['fact', 'judgement']),
  text: z.string().min(1),
  written_by: Actor,
  written_at: z.iso.datetime(),
});
export type Note = z.infer<typeof Note>;

/** What a named person recorded as outcome, for all teams that look at the same candidate; a row per theme goes to the lake. */
export const RecordedOutcome = z.strictObject({
  origin_id: z.string(),
  case_id: CaseId,
  found: Found,
  recorded_by: Actor,
  recorded_at: z.iso.datetime(),
  reason: z.string().min(1),
  rows: z.array(Outcome),
});
export type RecordedOutcome = z.infer<typeof RecordedOutcome>;

/** A case with everything in it. */
export const CaseFile = z.strictObject({
  case: Case,
  tasks: z.array(Task),
  notes: z.array(Note),
  interventions: z.array(Intervention),
});
export type CaseFile = z.infer<typeof CaseFile>;

/** One thing in a case. */
export type CasePart =
  | { readonly part: 'task'; readonly value: Task }
  | { readonly part: 'note'; readonly value: Note }
  | { readonly part: 'intervention'; readonly value: Intervention };
