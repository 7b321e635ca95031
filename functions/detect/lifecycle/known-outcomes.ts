import * as z from 'zod';
import { Theme } from '#schemas/finding.ts';
import { Found } from '#schemas/outcome.ts';
import { PatternId, ScorableEntityId } from '#schemas/ids.ts';
import { answerOf, type AskPorts, named } from './answer-of.ts';

const OutcomeRow = z.object({
  outcome_id: z.string(),
  subject_entity_id: ScorableEntityId,
  theme: Theme,
  found: Found,
  decided_on: z.iso.date(),
  patterns: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.array(z.object({ pattern_id: PatternId }))),
});
export type KnownOutcome = z.infer<typeof OutcomeRow>;

/** Every outcome that people recorded; of one that was told again, the latest. `token` makes a repeat the same query. */
export async function knownOutcomes(token: string, ports: AskPorts): Promise<KnownOutcome[]> {
  const answer = await answerOf(
    'SELECT outcome_id, subject_entity_id, theme, found, CAST(decided_on AS varchar) AS decided_on, patterns FROM outcomes',
    `${token}-outcomes`,
    ports,
  );
  return latest(z.array(OutcomeRow).parse(named(answer)));
}

/** Of rows with one id, the one of the latest day; on one day what is settled goes before what is open. */
export function latest(rows: readonly KnownOutcome[]): KnownOutcome[] {
  const found = new Map<string, KnownOutcome>();
  for (const row of rows) {
    const before = found.get(row.outcome_id);
    if (!before || moment(before) < moment(row)) found.set(row.outcome_id, row);
  }
  return [...found.values()];
}

const moment = ({ decided_on, found }: KnownOutcome): string => `${decided_on} ${found === 'open' ? 0 : 1}`;
