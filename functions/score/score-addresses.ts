import { createHash } from 'node:crypto';
import { canonicalJson } from '#schemas/canonical-json.ts';
import { Failure } from '#schemas/failures.ts';
import type { Finding } from '#schemas/finding.ts';
import { ScorableEntityId } from '#schemas/ids.ts';
import type { ScoreModel } from '#schemas/score-model.ts';
import type { Score } from '#schemas/score.ts';
import { contributionsOf, roundPoints, type WeighedFinding } from './contributions.ts';

/**
 * The explained scores of a version: one per subject and theme, each the sum of its shown contributions, in order of
 * subject and theme. Pure: the same findings and model give the same bytes (R17).
 * Throws Failure('RuleViolated') for a finding on a person: batch scoring takes addresses and companies only (R2);
 * Failure('InvalidRequest') for a finding whose pattern the model does not know.
 */
export function scoreAddresses(findings: readonly Finding[], model: ScoreModel): Score[] {
  const weights = new Map<string, WeighedFinding['weight']>(
    model.weights.map((weight) => [weight.id, weight]),
  );
  const bySubject = new Map<ScorableEntityId, WeighedFinding[]>();
  for (const finding of findings) {
    const subject = ScorableEntityId.safeParse(finding.subject_entity_id);
    if (!subject.success)
      throw new Failure(
        'RuleViolated',
        `R2: ${finding.pattern_id} found ${finding.subject_entity_id}; only addresses and companies are scored`,
      );
    const weight = weights.get(finding.pattern_id);
    if (!weight)
      throw new Failure('InvalidRequest', `the model has no weight for pattern ${finding.pattern_id}`);
    const found = bySubject.get(subject.data) ?? [];
    found.push({ finding, weight });
    bySubject.set(subject.data, found);
  }
  return [...bySubject]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([subject, found]) => scoresOf(subject, found, model));
}

function scoresOf(subject: ScorableEntityId, found: readonly WeighedFinding[], model: ScoreModel): Score[] {
  const contributions = contributionsOf(found);
  const inputHash = createHash('sha256')
    .update(canonicalJson(found.map(({ finding }) => finding).sort(byPattern)))
    .digest('hex');
  return [...new Set(contributions.map(({ theme }) => theme))].sort().map((theme) => {
    const shown = contributions.flatMap((each) => (each.theme === theme ? [each.contribution] : []));
    return {
      subject_entity_id: subject,
      theme,
      score: roundPoints(shown.reduce((sum, { points }) => sum + points, 0)),
      contributions: shown,
      model: model.id,
      input_hash: inputHash,
    };
  });
}

const byPattern = (left: Finding, right: Finding): number => (left.pattern_id < right.pattern_id ? -1 : 1);
