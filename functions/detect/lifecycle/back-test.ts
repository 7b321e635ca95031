import type { Finding } from '#schemas/finding.ts';
import type { BackTest } from '#schemas/stored-pattern.ts';
import type { PublishedVersion } from '#schemas/version.ts';
import type { Pattern } from '../library.ts';
import type { KnownOutcome } from './known-outcomes.ts';
import { wilson } from './wilson.ts';

/**
 * What of a draft's findings in an earlier version proved right: by outcomes on the same subject and theme, decided from
 * that version's day on. A subject with a right one among several counts as right. What nobody looked at says nothing
 * about the draft. Pure.
 */
export function backTestOf(
  { dossier }: Pattern,
  { version, as_of }: Pick<PublishedVersion, 'version' | 'as_of'>,
  findings: readonly Finding[],
  outcomes: readonly KnownOutcome[],
): BackTest {
  const later = outcomes.filter((each) => each.theme === dossier.theme && each.decided_on >= as_of);
  const bySubject = new Map<string, Set<KnownOutcome['found']>>();
  for (const { subject_entity_id, found } of later)
    bySubject.set(subject_entity_id, (bySubject.get(subject_entity_id) ?? new Set()).add(found));
  const tally = { right: 0, wrong: 0, open: 0, unknown: 0 };
  for (const { subject_entity_id } of findings) {
    const found = bySubject.get(subject_entity_id);
    const outcome = (['right', 'wrong', 'open'] as const).find((each) => found?.has(each));
    tally[outcome ?? 'unknown'] += 1;
  }
  return {
    version,
    as_of,
    findings: findings.length,
    ...tally,
    precision: wilson(tally.right, tally.right + tally.wrong),
  };
}
