import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeFirstTown } from '#tests/e2e/first-town.ts';
import { chooseSample } from '#tests/e2e/start-main.ts';
import { differences } from '#tests/e2e/whole-state.ts';
import { atEvents } from './kill/at-events.ts';
import { atOnceAtRandom, inTurnAtRandom } from './kill/at-random.ts';
import { LAST_DAY } from './kill/job.ts';
import type { Tell } from './kill/task.ts';

/**
 * `kill -9` at every event of the workflow and at random moments, each followed by a start that goes on: the rows of all
 * tables must equal the undisturbed run's. A run that is recorded once gives the directories that a kill at each event
 * leaves, and each is compared where the town next comes to rest, as what follows sees nothing but that state. The kills
 * at random moments are real ones: of the same job, and of the whole main job, which drops several files at once. Exit 1 when one differs; its directory is kept then.
 */
const { values } = parseArgs({
  options: {
    /** Every n-th event only; 0: none. */
    step: { type: 'string', default: '1' },
    /** Random moments, of each job. */
    random: { type: 'string', default: '10' },
    'at-once': { type: 'string', default: '2' },
    /** Compare at the end of the job too. */
    'to-the-end': { type: 'boolean', default: false },
  },
});
const work = mkdtempSync(join(tmpdir(), 'verband-kill-'));
process.env['NODE_COMPILE_CACHE'] ??= join(work, 'compiled');
process.env['UV_THREADPOOL_SIZE'] ??= '32';
const say = (line: string): void => void process.stdout.write(`${line}\n`);

// All runs begin from one directory, as tokens and ids hang on its secret, and share its template.
const first = await makeFirstTown(work);
chooseSample(first.dataDir, { residents: 200, seed: 4, today: LAST_DAY });
const into = join(work, 'copies');
mkdirSync(into);

let [equal, all] = [0, 0];
const judge: Tell = ({ name, dataDir }, wanted, { states, failures }) => {
  const wrong = [...failures, ...wanted.flatMap((state, index) => differences(state, states[index] ?? {}))];
  all += 1;
  if (wrong.length === 0) equal += 1;
  say(wrong.length === 0 ? `equal  ${name}` : `DIFFERENT  ${name}, in ${dataDir}\n  ${wrong.join('\n  ')}`);
  if (wrong.length === 0) rmSync(dataDir, { recursive: true, force: true });
};
const atOnce = Number(values['at-once']);
const step = Number(values.step);
await atEvents({ first, into, step, atOnce, toTheEnd: values['to-the-end'] }, say, judge);
const random = { first, into, count: Number(values.random), atOnce };
await inTurnAtRandom(random, judge);
await atOnceAtRandom(random, judge);

if (equal === all) rmSync(work, { recursive: true, force: true });
say(`${equal} of ${all} equal`);
process.exitCode = equal === all ? 0 : 1;
