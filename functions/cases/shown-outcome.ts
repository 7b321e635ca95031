import type { RecordedOutcome } from '#schemas/case-file.ts';
import type { Outcome } from '#schemas/outcome.ts';

/** Of an open outcome no more than what people said: scores and patterns would tell how the subject was drawn. */
type OpenRow = Pick<
  Outcome,
  'outcome_id' | 'subject_entity_id' | 'theme' | 'found' | 'intervention' | 'decided_on'
>;

/** An outcome as the teams of a subject see it: not which team recorded it, for it may be another (R37). */
export type ShownOutcome = Pick<RecordedOutcome, 'found' | 'recorded_at'> & {
  readonly rows: readonly OpenRow[] | readonly Outcome[];
};

/** How the subject was drawn is told once the outcome stands; `open` may still be settled (R20). */
export const shownOutcome = ({ found, recorded_at, rows }: RecordedOutcome): ShownOutcome => ({
  found,
  recorded_at,
  rows: found === 'open' ? rows.map(openRow) : rows,
});

const openRow = ({
  outcome_id,
  subject_entity_id,
  theme,
  found,
  intervention,
  decided_on,
}: Outcome): OpenRow => ({ outcome_id, subject_entity_id, theme, found, intervention, decided_on });
