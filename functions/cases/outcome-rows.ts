import { createHash } from 'node:crypto';
import type { Candidate } from '#schemas/case.ts';
import type { Theme } from '#schemas/finding.ts';
import { idText, OutcomeId, type ScorableEntityId } from '#schemas/ids.ts';
import type { InterventionKind } from '#schemas/intervention.ts';
import type { Found, Outcome } from '#schemas/outcome.ts';
import type { Score } from '#schemas/score.ts';

/** Reasons for which a finding was shown and counted for nothing: it is not held against its pattern either. */
const LEFT_OUT: readonly unknown[] = ['in_research', 'judgement'];

export type OutcomeBasis = {
  readonly originId: string;
  readonly subject: ScorableEntityId;
  /** What was suggested; undefined for a case that a report opened. */
  readonly candidate: Candidate | undefined;
  readonly version: number;
};

/**
 * An outcome as the lake's rows, one per theme: `found` for the themes that it is about, `open` for the others that the
 * subject was suggested for, as nothing was said of them. Pure.
 */
export function outcomeRows(
  { originId, subject, candidate, version }: OutcomeBasis,
  told: {
    readonly found: Found;
    readonly themes: readonly Theme[];
    readonly intervention: InterventionKind | null;
    readonly decidedOn: string;
  },
): Outcome[] {
  const scores = new Map((candidate?.scores ?? []).map((score) => [score.theme, score]));
  const patterns = foundPatterns(candidate?.scores ?? []);
  const themes = [...new Set([...scores.keys(), ...told.themes])].sort();
  return themes.map((theme) => {
    const score = scores.get(theme);
    return {
      outcome_id: outcomeId(originId, theme),
      subject_entity_id: subject,
      theme,
      drawn: candidate ? candidate.drawn : 'report',
      inclusion_probability: candidate ? candidate.inclusion_probability : null,
      version: candidate?.version ?? version,
      model: score?.model ?? null,
      score: score?.score ?? 0,
      patterns,
      found: told.themes.includes(theme) ? told.found : 'open',
      intervention: told.intervention,
      decided_on: told.decidedOn,
    };
  });
}

/** Of all themes: what speaks against takes points in more than one, so that none can be added up from its own alone. */
function foundPatterns(scores: readonly Score[]): Outcome['patterns'] {
  const found = new Map(
    scores
      .flatMap(({ contributions }) => contributions)
      .filter(({ withheld }) => !LEFT_OUT.includes(withheld))
      .map(({ pattern_id, strength }) => [pattern_id, { pattern_id, strength }]),
  );
  return [...found.values()].sort((left, right) => (left.pattern_id < right.pattern_id ? -1 : 1));
}

const outcomeId = (originId: string, theme: Theme): OutcomeId =>
  OutcomeId.parse(
    `out-${idText(createHash('sha256').update(`outcome\u0000${originId}\u0000${theme}`).digest())}`,
  );
