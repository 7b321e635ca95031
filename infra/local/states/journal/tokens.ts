import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';

/** What came back with a task token. */
export const TokenOutcome = z.union([
  z.object({ output: z.string() }),
  z.object({ error: z.string(), cause: z.string() }),
]);
export type TokenOutcome = z.infer<typeof TokenOutcome>;

const TokenRow = z.object({
  open: z.number().transform((open) => open === 1),
  outcome: z
    .string()
    .nullable()
    .transform((text) => (text === null ? undefined : TokenOutcome.parse(JSON.parse(text)))),
  heartbeat_at: z.number(),
});
export type TokenRow = z.infer<typeof TokenRow>;

export type Tokens = ReturnType<typeof tokensIn>;

export function tokensIn(db: DatabaseSync) {
  const issue = db.prepare(
    'INSERT OR IGNORE INTO states_tokens (token, open, heartbeat_at) VALUES (?, 1, ?)',
  );
  const find = db.prepare('SELECT * FROM states_tokens WHERE token = ?');
  const settle = db.prepare('UPDATE states_tokens SET open = 0, outcome = ? WHERE token = ?');
  const beat = db.prepare('UPDATE states_tokens SET heartbeat_at = ? WHERE token = ?');
  const close = db.prepare('UPDATE states_tokens SET open = 0 WHERE token = ?');

  return {
    issue: (token: string, at: number) => void issue.run(token, at),
    find(token: string): TokenRow | undefined {
      const row = find.get(token);
      return row === undefined ? undefined : TokenRow.parse(row);
    },
    settle: (token: string, outcome: TokenOutcome) => void settle.run(JSON.stringify(outcome), token),
    beat: (token: string, at: number) => void beat.run(at, token),
    /** The task no longer waits: what comes back later is answered with TaskTimedOut. */
    close: (token: string) => void close.run(token),
  };
}
