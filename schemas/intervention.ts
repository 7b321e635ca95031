import * as z from 'zod';
import { Actor } from './actor.ts';
import { CaseId, InterventionId } from './ids.ts';

/** What may follow from a case. `closure_13b`: a closure under art. 13b Opiumwet; `hand_over`: to a partner, such as the RIEC. */
export const InterventionKind = z.enum([
  'visit',
  'letter',
  'closure_13b',
  'permit_measure',
  'help_offered',
  'hand_over',
]);
export type InterventionKind = z.infer<typeof InterventionKind>;

/** A measure that a named person decided on, in their own words (R18). */
export const Intervention = z.strictObject({
  intervention_id: InterventionId,
  case_id: CaseId,
  kind: InterventionKind,
  status: z.enum(['planned', 'done']),
  planned_on: z.iso.date(),
  decided_by: Actor,
  decided_at: z.iso.datetime(),
  reason: z.string().min(1),
  /** To whom it was handed over; null for every other kind. */
  partner: z.string().min(1).nullable(),
  /** When it was done, by whom, and what came of it. */
  done: z.strictObject({ on: z.iso.date(), by: Actor, outcome: z.string().min(1) }).nullable(),
  revision: z.int().min(0),
});
export type Intervention = z.infer<typeof Intervention>;
