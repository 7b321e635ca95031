import * as z from 'zod';
import { Theme } from './finding.ts';
import { PatternId, RecordKind } from './ids.ts';
import { EventType, RecordRole } from './record.ts';

const sentence = z.string().min(10);

/** A kind of thing, a type of event or a role in a relation: the words in which a pattern says what it reads. */
export const ReadWord = z.enum([
  ...RecordKind.exclude(['event']).options,
  ...EventType.options,
  ...RecordRole.options,
]);
export type ReadWord = z.infer<typeof ReadWord>;

/**
 * The dossier of a pattern: what it is, why it is lawful, and until when (R16). It stands as comments at the
 * head of the pattern's SQL file; member names are its keys.
 */
export const Dossier = z.strictObject({
  id: PatternId,
  version: z.int().min(1),
  title_nl: z.string().min(3),
  title_en: z.string().min(3),
  theme: Theme,
  /** Batch work looks at addresses (and, from a later source on, companies), never at persons (R2). */
  subject: z.enum(['address', 'company']),
  /** `against` = mitigating: it explains what others found. */
  direction: z.enum(['for', 'against']),
  /** R11: a judgement is shown and weighs 0. */
  basis: z.enum(['fact', 'judgement']),
  /** Points of a finding of strength 1. */
  weight: z.number().positive().max(100),
  /** Patterns of one group rest on the same facts: of their findings on one subject only the largest counts. */
  counts_once: z
    .string()
    .regex(/^[a-z_]+$/)
    .nullable(),
  /** For `against`: the patterns that it explains; it takes away at most what they add, of the first first. */
  explains: z.array(PatternId),
  legal_basis: sentence,
  /**
   * AVG art. 5(1)(c): the kinds, events and roles that it needs. It is given no other entities and relations; left out,
   * it is given all.
   */
  reads: z.array(ReadWord).min(1).optional(),
  sources: z.array(z.string().regex(/^[a-z][a-z_-]*$/)).min(1),
  lawful_because: sentence,
  proxy_risk: sentence,
  owner: z.string().min(3),
  /** Last day on which it runs. */
  expires: z.iso.date(),
});
export type Dossier = z.infer<typeof Dossier>;

/** What the score step must know of a pattern: the part of its dossier that counts. */
export const PatternWeight = Dossier.pick({
  id: true,
  version: true,
  theme: true,
  direction: true,
  basis: true,
  weight: true,
  counts_once: true,
  explains: true,
});
export type PatternWeight = z.infer<typeof PatternWeight>;
