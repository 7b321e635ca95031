import type { QueryEngine, QueryRows } from '#ports';
import { Failure } from '#schemas/failures.ts';

export type AskPorts = {
  readonly engine: QueryEngine;
  readonly wait: (milliseconds: number) => Promise<void>;
};

const LONGEST_LOOKS = 600;

/**
 * Runs a query and waits for its answer, at most about ten minutes. Throws Failure('PatternFailed') with the engine's
 * reason, which speaks of the query that the asker wrote.
 */
export async function answerOf(sql: string, token: string, { engine, wait }: AskPorts): Promise<QueryRows> {
  const id = await engine.start(sql, token);
  for (let look = 0; look < LONGEST_LOOKS; look += 1) {
    const found = (await engine.state([id])).get(id);
    if (found?.state === 'succeeded') return engine.rows(id);
    if (found?.state === 'failed')
      throw new Failure('PatternFailed', `the query failed: ${found.reason ?? 'no reason given'}`);
    await wait(Math.min(1000, 50 + look * 50));
  }
  throw new Failure('PatternFailed', 'the query takes more than ten minutes');
}

/** Rows as objects by column. */
export const named = ({ columns, rows }: QueryRows): Record<string, string | null>[] =>
  rows.map((cells) => Object.fromEntries(columns.map((column, at) => [column.name, cells[at] ?? null])));
