import * as z from 'zod';
import type { Finding } from '#schemas/finding.ts';
import { PatternId } from '#schemas/ids.ts';
import type { PatternTest } from '#schemas/stored-pattern.ts';
import { answerOf, type AskPorts, named } from './answer-of.ts';

const FindingRow = z.object({ pattern_id: PatternId, subject_entity_id: z.string() });
type FindingRow = z.infer<typeof FindingRow>;

/** What the library's patterns found in the judged version. */
export async function otherFindings(token: string, ports: AskPorts): Promise<FindingRow[]> {
  const answer = await answerOf(
    'SELECT pattern_id, subject_entity_id FROM findings',
    `${token}-findings`,
    ports,
  );
  return z.array(FindingRow).parse(named(answer));
}

/** Which other patterns find the same subjects, so that nobody counts one fact twice. Pure. */
export function overlapsOf(
  findings: readonly Finding[],
  others: readonly FindingRow[],
  own: PatternId,
): Pick<PatternTest, 'found_by_no_other' | 'overlaps'> {
  const subjects = new Set<string>(findings.map((finding) => finding.subject_entity_id));
  const shared = new Map<PatternId, Set<string>>();
  const elsewhere = new Set<string>();
  for (const { pattern_id, subject_entity_id } of others) {
    if (pattern_id === own || !subjects.has(subject_entity_id)) continue;
    elsewhere.add(subject_entity_id);
    shared.set(pattern_id, (shared.get(pattern_id) ?? new Set()).add(subject_entity_id));
  }
  return {
    found_by_no_other: subjects.size - elsewhere.size,
    overlaps: [...shared]
      .map(([pattern_id, same]) => ({
        pattern_id,
        shared: same.size,
        share: Math.round((same.size / subjects.size) * 1000) / 1000,
      }))
      .sort((left, right) => right.shared - left.shared || (left.pattern_id < right.pattern_id ? -1 : 1)),
  };
}
