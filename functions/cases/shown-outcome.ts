import type { RecordedOutcome } from '#schemas/case-file.ts';
import type { Outcome } from '#schemas/outcome.ts';

/** An outcome as the teams of a subject see it: not which team recorded it, for it may be another (R37). */
export type ShownOutcome = Pick<RecordedOutcome, 'found' | 'recorded_at'> & {
  readonly rows: readonly Omit<Outcome, 'drawn' | 'inclusion_probability'>[] | readonly Outcome[];
};

/** How the subject was drawn is told once the outcome stands; `open` may still be settled (R20). */
export const shownOutcome = ({ found, recorded_at, rows }: RecordedOutcome): ShownOutcome => ({
  found,
  recorded_at,
  rows:
    found === 'open'
      ? rows.map(({ drawn: _drawn, inclusion_probability: _chance, ...shown }) => shown)
      : rows,
});
