import { createHash } from 'node:crypto';
import type { Theme } from '#schemas/finding.ts';
import { idText, OutcomeId, type PatternId, type ScorableEntityId } from '#schemas/ids.ts';
import type { Outcome } from '#schemas/outcome.ts';

/** A visit of the inspectors' own, as its source tells it. */
export type Inspection = {
  /** Of the event. */
  readonly id: string;
  readonly address: ScorableEntityId;
  readonly on: string;
  readonly category: string | null;
  readonly outcome: string | null;
};

/** What had been found in the last version that was judged before a visit. */
export type JudgedBefore = {
  readonly version: number;
  /** Address → its findings that count. */
  readonly findings: ReadonlyMap<
    string,
    readonly { readonly pattern_id: PatternId; readonly strength: number }[]
  >;
};

/** For what an inspection of a kind looks; of the others nothing can be said of a theme. */
const THEME: Readonly<Record<string, Theme>> = {
  housing: 'housing',
  address: 'address',
  company: 'companies',
};
const FOUND: Readonly<Record<string, Outcome['found']>> = {
  nothing_found: 'wrong',
  irregularity: 'right',
  violation: 'right',
};

/**
 * Inspections as outcomes, "nothing found" as much as a hit (R23), each with what was known before it: a visit teaches nothing
 * about findings that came of it. Left out: visits at which nobody was met or let in, those of other kinds, and those
 * before anything was judged. Pure; in order of id.
 */
export function inspectionOutcomes(
  inspections: readonly Inspection[],
  before: (day: string) => JudgedBefore | undefined,
): Outcome[] {
  return inspections
    .flatMap((inspection): Outcome[] => {
      const theme = THEME[inspection.category ?? ''];
      const found = FOUND[inspection.outcome ?? ''];
      const judged = before(inspection.on);
      if (!theme || !found || !judged) return [];
      return [
        {
          outcome_id: outcomeId(inspection.id),
          subject_entity_id: inspection.address,
          theme,
          drawn: 'inspection',
          inclusion_probability: null,
          version: judged.version,
          // No model chose it, so that it calibrates none.
          model: null,
          score: 0,
          patterns: [...(judged.findings.get(inspection.address) ?? [])].sort((left, right) =>
            left.pattern_id < right.pattern_id ? -1 : 1,
          ),
          found,
          intervention: null,
          decided_on: inspection.on,
        },
      ];
    })
    .sort((left, right) => (left.outcome_id < right.outcome_id ? -1 : 1));
}

const outcomeId = (event: string): OutcomeId =>
  OutcomeId.parse(`out-${idText(createHash('sha256').update(`inspection\u0000${event}`).digest())}`);
