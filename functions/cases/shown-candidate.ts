import type { Candidate } from '#schemas/case.ts';

/** A candidate as reviewers see it: not how it came on the list (R20). */
export type ShownCandidate = Omit<Candidate, 'drawn' | 'inclusion_probability'>;

/** Leaves out what would betray the lot. */
export function shownCandidate(candidate: Candidate): ShownCandidate {
  const { drawn: _drawn, inclusion_probability: _chance, ...shown } = candidate;
  return shown;
}
