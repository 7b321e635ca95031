import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { QueryRows } from '#ports';
import { Failure } from '#schemas/failures.ts';
import type { Finding } from '#schemas/finding.ts';
import {
  ENTITY_PREFIX,
  type EntityId,
  FindingId,
  idText,
  type PatternId,
  ScorableEntityId,
} from '#schemas/ids.ts';
import type { Dossier } from '#schemas/pattern.ts';
import { Evidence } from './evidence.ts';

/** Decimals that a strength keeps: enough to rank by, few enough to be the same on every engine. */
const STRENGTH_DECIMALS = 6;

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'is no JSON' });
    return z.NEVER;
  }
});

/** A pattern's row as Athena hands it out: every cell is text. */
const FoundRow = z.strictObject({
  subject_entity_id: ScorableEntityId,
  strength: z.string().trim().min(1).transform(Number).pipe(z.number().min(0).max(1)),
  evidence: json.pipe(Evidence),
  withheld: z.enum(['true', 'false']).transform((text) => text === 'true'),
});

/**
 * The findings in a pattern's answer, in order of subject. Every row becomes one or the whole answer is refused:
 * throws Failure('PatternFailed') naming pattern and row when columns, a cell, the subject's kind (R2) or its
 * uniqueness do not fit.
 */
export function findingsOf(dossier: Dossier, answer: QueryRows): Finding[] {
  const findings = answer.rows.map((cells, index): Finding => {
    const named = Object.fromEntries(answer.columns.map((column, at) => [column.name, cells[at]]));
    const row = FoundRow.safeParse(named);
    if (!row.success) throw refused(dossier, `row ${index + 1}: ${messages(row.error)}`);
    const { subject_entity_id, strength, evidence, withheld } = row.data;
    if (!subject_entity_id.startsWith(`${ENTITY_PREFIX[dossier.subject]}-`))
      throw refused(dossier, `row ${index + 1}: the subject is no ${dossier.subject}`);
    return {
      finding_id: findingId(dossier.id, subject_entity_id),
      pattern_id: dossier.id,
      subject_entity_id,
      strength: Number(strength.toFixed(STRENGTH_DECIMALS)),
      evidence,
      withheld,
    };
  });
  const subjects = new Set(findings.map((finding) => finding.subject_entity_id));
  if (subjects.size < findings.length) throw refused(dossier, 'a subject stands in more than one row');
  return findings.sort((left, right) => (left.subject_entity_id < right.subject_entity_id ? -1 : 1));
}

/** The same over versions: a finding is a pattern and its subject, and renews when it is found again. */
function findingId(pattern: PatternId, subject: EntityId): FindingId {
  const digest = createHash('sha256').update(`finding\u0000${pattern}\u0000${subject}`).digest();
  return FindingId.parse(`fnd-${idText(digest)}`);
}

const refused = (dossier: Dossier, why: string) =>
  new Failure('PatternFailed', `pattern ${dossier.id}: ${why}`);

/** Paths and expectations, never the received values. */
const messages = (error: z.ZodError): string =>
  error.issues.map((issue) => `${issue.path.join('.') || 'row'}: ${issue.message}`).join('; ');
