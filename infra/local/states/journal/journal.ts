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
};

export function openJournal({ db }: Store): Journal {
  createTables(db);
  return {
    machines: machinesIn(db),
    executions: executionsIn(db),
    frames: framesIn(db),
    history: historyIn(db),
    mapRuns: mapRunsIn(db),
    tokens: tokensIn(db),
  };
}
