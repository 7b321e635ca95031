import type { StatesService } from '../states/service.ts';
import { STAGES } from './stages.ts';
import { stageTimes } from './stage-times.ts';

const BAR_WIDTH = 24;

export type Progress = {
  /** A line for people, above the bars. */
  say(line: string): void;
  /** Names what follows; counts begin anew. */
  begin(title: string): void;
  /** Closes what began: a line with its counts and seconds. */
  done(): void;
  /** Closes all: a table of how long each stage was at work. */
  end(): void;
};

type Count = { entered: number; left: number };

/** What the state machines do, by stage: a bar each in a terminal, a plain line at the end of each part when piped. */
export function showProgress(states: Pick<StatesService, 'onEvent'>, out: NodeJS.WriteStream): Progress {
  const counts = new Map<string, Count>(STAGES.map((stage) => [stage, { entered: 0, left: 0 }]));
  const live = out.isTTY === true;
  const times = stageTimes();
  let drawn = 0;
  let startedAt = performance.now();
  let title = '';

  const wipe = () => {
    if (drawn > 0) out.write(`\u001b[${drawn}A\u001b[0J`);
    drawn = 0;
  };
  const draw = () => {
    if (!live || title === '') return;
    wipe();
    for (const [stage, { entered, left }] of counts) {
      const filled = entered === 0 ? 0 : Math.round((left / entered) * BAR_WIDTH);
      out.write(
        `  ${stage.padEnd(10)}${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${left}/${entered}\n`,
      );
      drawn += 1;
    }
  };
  const stop = states.onEvent((event) => {
    times.hear(event);
    const stage = STAGES.find((each) => event.stateName?.startsWith(each));
    const count = stage && counts.get(stage);
    if (!count || !event.type.startsWith('TaskState')) return;
    if (event.type.endsWith('Entered')) count.entered += 1;
    else if (event.type.endsWith('Exited')) count.left += 1;
    else return;
    draw();
  });

  return {
    say: (line) => {
      wipe();
      out.write(`${line}\n`);
      draw();
    },
    begin: (next) => {
      title = next;
      times.begin(next.replace(/^Delivery |[,:].*$/g, ''));
      startedAt = performance.now();
      for (const count of counts.values()) Object.assign(count, { entered: 0, left: 0 });
      out.write(`${title}\n`);
      draw();
    },
    done: () => {
      wipe();
      const seconds = (performance.now() - startedAt) / 1000;
      const parts = [...counts]
        .filter(([, count]) => count.left > 0)
        .map(([stage, count]) => `${stage} ${count.left}`);
      if (parts.length > 0) out.write(`  ${parts.join(' · ')} · ${seconds.toFixed(1)} s\n`);
      times.end(seconds);
      title = '';
    },
    end: () => {
      wipe();
      title = '';
      stop();
      const rows = times.asTable();
      if (rows !== undefined) out.write(`\nSeconds at work, by stage\n${rows}\n`);
    },
  };
}
