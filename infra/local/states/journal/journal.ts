import type { Store } from '../../store.ts';
import { type Executions, executionsIn } from './executions.ts';
import { type Frames, framesIn } from './frames.ts';
import { type History, historyIn } from './history.ts';
import { type Machines, machinesIn } from './machines.ts';
import { type MapRuns, mapRunsIn } from './map-runs.ts';
import { createTables } from './schema.ts';
import { type Tokens, tokensIn } from './tokens.ts';

/** All that outlives the process: what was started, how far each run has come, and what happened. */
export type Journal = {
  readonly machines: Machines;
  readonly executions: Executions;
  readonly frames: Frames;
  readonly history: History;
  readonly mapRuns: MapRuns;
  readonly tokens: Tokens;
  /** Forgets what ended before a time (ms since 1970), with its history. */
  readonly prune: (before: number) => void;
};

const OUTDATED = [
  'DELETE FROM states_executions WHERE stopped_at < ?',
  'DELETE FROM states_map_runs WHERE stopped_at < ?',
  'DELETE FROM states_tokens WHERE open = 0 AND heartbeat_at < ?',
];

export function openJournal({ db }: Store): Journal {
  createTables(db);
  return {
    machines: machinesIn(db),
    executions: executionsIn(db),
    frames: framesIn(db),
    history: historyIn(db),
    mapRuns: mapRunsIn(db),
    tokens: tokensIn(db),
    prune(before) {
      for (const sql of OUTDATED) db.prepare(sql).run(before);
    },
  };
}
