import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { JsonObject } from '../json.ts';

/** An event before it has a number. Types are those of `HistoryEvent` in Step Functions. */
export type NewEvent = {
  readonly type: string;
  readonly at: number;
  readonly details: JsonObject | undefined;
};

export const EventRow = z.object({
  id: z.number(),
  previous: z.number(),
  at: z.number(),
  type: z.string(),
  details: z.string(),
});
export type EventRow = z.infer<typeof EventRow>;

const LastId = z.object({ id: z.number().nullable() });

export type History = ReturnType<typeof historyIn>;

/** The history of executions: numbered from 1 without gaps, each event with the one that it follows. */
export function historyIn(db: DatabaseSync) {
  const last = db.prepare('SELECT MAX(id) AS id FROM states_history WHERE execution = ?');
  const insert = db.prepare(
    'INSERT INTO states_history (execution, id, previous, at, type, details) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const forward = db.prepare(
    'SELECT * FROM states_history WHERE execution = ? AND id > ? ORDER BY id LIMIT ?',
  );
  const backward = db.prepare(
    'SELECT * FROM states_history WHERE execution = ? AND id < ? ORDER BY id DESC LIMIT ?',
  );

  return {
    /** Appends events that follow one another, the first one after `previous`. Returns the number of the last. */
    append(execution: number, previous: number, events: readonly NewEvent[]): number {
      if (events.length === 0) return previous;
      let id = LastId.parse(last.get(execution)).id ?? 0;
      let follows = previous;
      for (const event of events) {
        id += 1;
        insert.run(execution, id, follows, event.at, event.type, JSON.stringify(event.details ?? {}));
        follows = id;
      }
      return follows;
    },
    page(execution: number, after: number, limit: number, reverse: boolean): EventRow[] {
      return (reverse ? backward : forward).all(execution, after, limit).map((row) => EventRow.parse(row));
    },
  };
}
