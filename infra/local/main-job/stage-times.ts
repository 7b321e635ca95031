import type { StatesEvent } from '../states/events.ts';
import { type Stage, STAGES } from './stages.ts';
import { table } from './text-table.ts';

export type StageTimes = {
  /** Names the part of the job that follows. */
  begin(part: string): void;
  hear(event: Pick<StatesEvent, 'type' | 'stateName' | 'at'>): void;
  /** Ends the part, which took so many seconds in all. */
  end(seconds: number): void;
  /** A row per part; undefined when in none of them anything ran. */
  asTable(): string | undefined;
};

type Clock = { running: number; sinceMs: number; ms: number };
type Part = { readonly name: string; readonly clocks: ReadonlyMap<Stage, Clock>; seconds: number };

/**
 * For how long each stage was at work, from the times of the executions' histories: from a task that is entered to its
 * exit, waiting for a free worker included. Where a stage's tasks overlap, the time counts once; other stages may be at
 * work at the same time, so a row does not add up to its last column.
 */
export function stageTimes(): StageTimes {
  const parts: Part[] = [];
  let open: Part | undefined;
  return {
    begin(name) {
      open = {
        name,
        clocks: new Map(STAGES.map((stage) => [stage, { running: 0, sinceMs: 0, ms: 0 }])),
        seconds: 0,
      };
    },
    hear({ type, stateName, at }) {
      const stage = STAGES.find((each) => stateName?.startsWith(each));
      const clock = stage && open?.clocks.get(stage);
      if (!clock) return;
      if (type === 'TaskStateEntered') {
        if (clock.running === 0) clock.sinceMs = at.getTime();
        clock.running += 1;
      } else if (type === 'TaskStateExited' && clock.running > 0) {
        clock.running -= 1;
        if (clock.running === 0) clock.ms += at.getTime() - clock.sinceMs;
      }
    },
    end(seconds) {
      if (open && [...open.clocks.values()].some(({ ms }) => ms > 0)) parts.push({ ...open, seconds });
      open = undefined;
    },
    asTable() {
      if (parts.length === 0) return undefined;
      return table(
        ['delivery', ...STAGES, 'in all'],
        parts.map(({ name, clocks, seconds }) => [
          name,
          ...STAGES.map((stage) => ((clocks.get(stage)?.ms ?? 0) / 1000).toFixed(1)),
          seconds.toFixed(1),
        ]),
      );
    },
  };
}
