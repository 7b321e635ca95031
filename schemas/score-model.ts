import * as z from 'zod';
import { Actor } from './actor.ts';
import { Theme } from './finding.ts';
import { PatternId } from './ids.ts';
import { PatternWeight } from './pattern.ts';

/** What each pattern weighs in one scoring, stored as `models/<id>.json`: one row per pattern, in order of id. */
export const ScoreModel = z.strictObject({
  /** `score-<rules>-<digest of the table>` by the experts' weights, `learned-…` by learned ones. */
  id: z.string(),
  /** A learned weight may be 0. */
  weights: z.array(PatternWeight.extend({ weight: z.number().min(0).max(100) })),
});
export type ScoreModel = z.infer<typeof ScoreModel>;

/** How well chances foretold outcomes that were kept out while learning: mean logarithmic loss in nats, lower is better. */
const Foretold = z.strictObject({
  /** One chance per theme, whatever was found. */
  share_alone: z.number(),
  expert: z.number(),
  learned: z.number(),
});

/** Weights learned from outcomes, stored as `models/<id>.json`. */
export const LearnedWeights = z.strictObject({
  id: z.string().regex(/^wgt-[a-z2-7]{26}$/),
  /** The experts' model towards which they are drawn. */
  expert: z.string(),
  weights: z.array(
    z.strictObject({
      id: PatternId,
      version: z.int().min(1),
      direction: z.enum(['for', 'against']),
      /** Points at strength 1: the experts', and the learned ones. */
      expertPoints: z.number(),
      points: z.number().min(0),
      /** Of how many outcomes it had been found at. */
      outcomes: z.int(),
    }),
  ),
  /** What they rest on (R23). `effective`: as many outcomes of equal weight tell as much (Kish). */
  basis: z.strictObject({
    random: z.int(),
    inspections: z.int(),
    targeted: z.int(),
    left_out: z.strictObject({ reports: z.int(), inspections: z.int(), targeted: z.int(), open: z.int() }),
    effective: z.number(),
    outcomes_digest: z.string(),
  }),
  themes: z.partialRecord(Theme, z.strictObject({ outcomes: z.int(), right: z.int(), log_odds: z.number() })),
  foretold: Foretold,
});
export type LearnedWeights = z.infer<typeof LearnedWeights>;

/** Learned weights on their way into use: proposed by one person, approved by another of another team. */
export const WeightsProposal = z.strictObject({
  id: LearnedWeights.shape.id,
  status: z.enum(['proposed', 'approved', 'retired']),
  proposed_by: Actor,
  proposed_at: z.iso.datetime(),
  reason: z.string(),
  decided_by: Actor.nullable(),
  decided_at: z.iso.datetime().nullable(),
  decision_reason: z.string().nullable(),
});
export type WeightsProposal = z.infer<typeof WeightsProposal>;
