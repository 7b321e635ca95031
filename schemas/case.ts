import * as z from 'zod';
import { Actor } from './actor.ts';
import { CandidateId, CaseId, EntityId, IntakeId, RecordId, ScorableEntityId } from './ids.ts';
import { Theme } from './finding.ts';
import { Score } from './score.ts';

/** A pattern-born suggestion. It becomes a case only when a named person takes it up (R18). */
export const Candidate = z.strictObject({
  candidate_id: CandidateId,
  subject_entity_id: ScorableEntityId,
  status: z.enum(['open', 'taken_up', 'dismissed', 'expired']),
  /** Sum over the themes. */
  score: z.number(),
  scores: z.array(Score),
  /** What to look for: the themes of its scores, side by side; of one without any, one by lot, so that it stands out by nothing. */
  themes: z.array(Theme).default([]),
  version: z.int(),
  first_suggested_on: z.iso.date(),
  /** R21. */
  expires_on: z.iso.date(),
  /** By its score, or by lot whatever its score (R20): told to nobody before the outcome stands. */
  drawn: z.enum(['targeted', 'random']).default('targeted'),
  /** With which chance it came on the list: 1 by score, the lot's chance otherwise. */
  inclusion_probability: z.number().gt(0).max(1).default(1),
});
export type Candidate = z.infer<typeof Candidate>;

/**
 * A received report before it is weighed: only its completeness is shown; nothing joined, nothing about
 * persons, before the checks of the protocol (R4). A report is not a case.
 */
export const IntakeItem = z.strictObject({
  intake_id: IntakeId,
  record_id: RecordId,
  entity_id: EntityId,
  status: z.enum(['open', 'closed', 'routed', 'weighed']),
  received_on: z.iso.date(),
  channel: z.string().nullable(),
  category: z.string().nullable(),
  completeness: z.strictObject({
    has_date: z.boolean(),
    has_address: z.boolean(),
    has_category: z.boolean(),
    has_description: z.boolean(),
  }),
});
export type IntakeItem = z.infer<typeof IntakeItem>;

export const Case = z.strictObject({
  case_id: CaseId,
  subject_entity_id: EntityId,
  origin: z.enum(['candidate', 'report']),
  origin_id: z.string(),
  status: z.enum(['open', 'closed']),
  opened_at: z.iso.datetime(),
  /** The named person who decided, and why in their own words (R18). */
  opened_by: Actor,
  reason: z.string().min(1),
  team: z.string(),
  /** What this team looks at; another may look at the same subject for another kind of fraud, in a case of its own. */
  themes: z.array(Theme).default([]),
  /** By whom, when and why it was closed. */
  closed: z
    .strictObject({ by: Actor, at: z.iso.datetime(), reason: z.string().min(1) })
    .nullable()
    .default(null),
});
export type Case = z.infer<typeof Case>;

/** One line of the history of a candidate, an intake item or a case. */
export const CaseEvent = z.strictObject({
  event_id: z.string(),
  subject_id: z.string(),
  event: z.enum([
    'suggested',
    'renewed',
    'expired',
    'withdrawn',
    'taken_up',
    'dismissed',
    'intake_opened',
    'case_opened',
    'case_closed',
    'read',
    'contact_set',
    'contact_asked',
    'task_added',
    'task_assigned',
    'task_share_asked',
    'task_share_agreed',
    'task_share_declined',
    'task_done',
    'note_added',
    'intervention_planned',
    'intervention_done',
    'outcome_recorded',
    'stopped',
    'lifted',
    'resumed',
  ]),
  at: z.iso.datetime(),
  version: z.int().nullable(),
  details: z.record(z.string(), z.unknown()),
});
export type CaseEvent = z.infer<typeof CaseEvent>;
