import * as z from 'zod';
import type { Theme } from '#schemas/finding.ts';
import { PatternId } from '#schemas/ids.ts';
import type { Dossier } from '#schemas/pattern.ts';
import type { Precision } from '#schemas/stored-pattern.ts';
import type { Pattern } from '../library.ts';
import { answerOf, type AskPorts, named } from './answer-of.ts';
import { type KnownOutcome, knownOutcomes } from './known-outcomes.ts';
import { wilson } from './wilson.ts';

/** What a pattern has been worth so far. */
export type PatternWorth = {
  readonly pattern_id: PatternId;
  readonly theme: Theme;
  readonly direction: 'for' | 'against';
  /** Subjects that it fired on, in all judged versions that are kept. */
  readonly fired: number;
  /** Candidates taken up to which it gave points. */
  readonly taken_up: number;
  readonly right: number;
  readonly wrong: number;
  readonly open: number;
  /** Of what is settled, the share in which it pointed the right way: `right`, or `wrong` where it speaks against. */
  readonly precision: Precision;
};

const FiredRow = z.object({ pattern_id: PatternId, fired: z.coerce.number().int() });
const TakenRow = z.object({
  subject_id: z.string(),
  details: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.object({ patterns: z.array(PatternId).default([]) })),
});

/** Asks the lake what became of every pattern of the library; `token` makes a repeat the same queries. */
export async function measureWorth(
  library: readonly Pattern[],
  token: string,
  ports: AskPorts,
): Promise<PatternWorth[]> {
  const fired = z
    .array(FiredRow)
    .parse(
      named(
        await answerOf(
          'SELECT pattern_id, count(DISTINCT subject_entity_id) AS fired FROM findings_history GROUP BY pattern_id',
          `${token}-fired`,
          ports,
        ),
      ),
    );
  const taken = z
    .array(TakenRow)
    .parse(
      named(
        await answerOf(
          "SELECT subject_id, details FROM case_events WHERE event = 'taken_up'",
          `${token}-taken`,
          ports,
        ),
      ),
    );
  const outcomes = await knownOutcomes(token, ports);
  return worthOf(library, {
    fired: new Map(fired.map((row) => [row.pattern_id, row.fired])),
    takenUp: takenUpBy(taken.map(({ subject_id, details }) => ({ subject_id, patterns: details.patterns }))),
    outcomes,
  });
}

/** Candidates per pattern: one that two teams took up counts once. */
function takenUpBy(
  rows: readonly { readonly subject_id: string; readonly patterns: readonly PatternId[] }[],
): ReadonlyMap<PatternId, number> {
  const candidates = new Map<PatternId, Set<string>>();
  for (const { subject_id, patterns } of rows)
    for (const pattern of patterns)
      candidates.set(pattern, (candidates.get(pattern) ?? new Set()).add(subject_id));
  return new Map([...candidates].map(([pattern, ids]) => [pattern, ids.size]));
}

/** One row per pattern, in order of id. Pure. */
export function worthOf(
  library: readonly Pattern[],
  known: {
    readonly fired: ReadonlyMap<PatternId, number>;
    readonly takenUp: ReadonlyMap<PatternId, number>;
    readonly outcomes: readonly KnownOutcome[];
  },
): PatternWorth[] {
  const themes = new Map(library.map(({ dossier }) => [dossier.id, dossier.theme]));
  return library
    .map(({ dossier }) => {
      const { id, theme, direction } = dossier;
      const own = known.outcomes.filter((outcome) => countsIn(dossier, outcome, themes));
      const [right, wrong, open] = (['right', 'wrong', 'open'] as const).map(
        (found) => own.filter((each) => each.found === found).length,
      );
      const settled = (right ?? 0) + (wrong ?? 0);
      return {
        pattern_id: id,
        theme,
        direction,
        fired: known.fired.get(id) ?? 0,
        taken_up: known.takenUp.get(id) ?? 0,
        right: right ?? 0,
        wrong: wrong ?? 0,
        open: open ?? 0,
        precision: wilson((direction === 'for' ? right : wrong) ?? 0, settled),
      };
    })
    .sort((left, right) => (left.pattern_id < right.pattern_id ? -1 : 1));
}

/**
 * Whether an outcome tells of a pattern: it was found, and the theme is its own; of one that speaks against, the theme of a
 * found pattern that it explains, where there is any.
 */
function countsIn(
  { id, theme, direction, explains }: Dossier,
  outcome: KnownOutcome,
  themes: ReadonlyMap<PatternId, Theme>,
): boolean {
  const found = new Set(outcome.patterns.map(({ pattern_id }) => pattern_id));
  if (!found.has(id)) return false;
  const explained = direction === 'against' ? explains.filter((each) => found.has(each)) : [];
  return explained.length === 0
    ? outcome.theme === theme
    : explained.some((each) => themes.get(each) === outcome.theme);
}
