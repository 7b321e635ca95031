import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask, type Cloud, definition, endOf, historyOf, machineArn, openCloud, typesOf } from '../cloud.ts';
import { FUNCTIONS, noteCalls } from './victim.ts';

let dataDir: string;
let cloud: Cloud;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'states-killed-'));
});
afterEach(() => {
  cloud.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const task = (name: string, more: object = { End: true }) => ({
  Type: 'Task',
  Resource: `arn:aws:lambda:eu-west-1:000000000000:function:${name}`,
  ...more,
});
const flow = (States: Record<string, object>) => ({ StartAt: Object.keys(States)[0], States });
const execution = machineArn('main').replace(':stateMachine:', ':execution:').concat(':run');

/** The calls of both processes, as `name payload`. */
function calls(): string[] {
  const file = join(dataDir, 'calls.log');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

/** Counts the events of a type that are written down, without opening a service. */
function written(type: string): number {
  const file = join(dataDir, 'cloud.sqlite');
  if (!existsSync(file)) return 0;
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return Number(db.prepare('SELECT COUNT(*) AS n FROM states_history WHERE type = ?').get(type)?.['n']);
  } catch {
    return 0;
  } finally {
    db.close();
  }
}

/** Runs the machines in a process of their own, kills it with SIGKILL once `when` holds, and opens the cloud again. */
async function killAndOpen(machines: Record<string, string>, when: () => boolean): Promise<void> {
  const script = join(import.meta.dirname, 'victim.ts');
  const victim = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, dataDir, JSON.stringify(machines)],
    { stdio: 'inherit' },
  );
  await expect.poll(when, { timeout: 10_000, interval: 10 }).toBe(true);
  victim.kill('SIGKILL');
  await once(victim, 'exit');
  cloud = openCloud({ dataDir });
  noteCalls(cloud, dataDir, FUNCTIONS, false);
  for (const [name, text] of Object.entries(machines)) {
    cloud.states.define({ name, arn: machineArn(name), definition: text });
  }
}

async function resume(): Promise<void> {
  cloud.states.resume();
  await cloud.states.idle();
}

const blocked = (): boolean => calls().some((call) => call.startsWith('block'));

it('does not run again what had succeeded, and repeats the task in flight', async () => {
  const main = definition({
    a: task('work', { Assign: { v: '{% $states.result.x + 1 %}' }, Next: 'b' }),
    b: task('block', { Output: '{% $v %}', End: true }),
  });
  await killAndOpen({ main }, blocked);
  expect(await endOf(cloud, execution)).toMatchObject({ status: 'RUNNING' });
  await resume();
  expect(await endOf(cloud, execution)).toMatchObject({ status: 'SUCCEEDED', output: 2 });
  expect(calls()).toEqual(['work {"x":1}', 'block {"x":1}', 'block {"x":1}']);
  const events = await historyOf(cloud, execution);
  expect(events.map((event) => event.id)).toEqual(events.map((_, index) => index + 1));
});

describe.each<[what: string, state: object]>([
  [
    'branches',
    {
      Type: 'Parallel',
      Branches: [
        flow({ l: task('work') }),
        flow({ k: task('work') }),
        flow({ r: { Type: 'Wait', Seconds: 1, Next: 'q' }, q: task('block') }),
      ],
      Output: '{% $count($states.result) %}',
      End: true,
    },
  ],
  [
    'iterations',
    {
      Type: 'Map',
      Items: ['work', 'work', 'block'],
      MaxConcurrency: 1,
      ItemProcessor: flow({
        c: {
          Type: 'Choice',
          Choices: [{ Condition: '{% $states.input = "block" %}', Next: 'q' }],
          Default: 'w',
        },
        w: task('work'),
        q: task('block'),
      }),
      Output: '{% $count($states.result) %}',
      End: true,
    },
  ],
  [
    'child executions',
    {
      Type: 'Map',
      Items: ['work', 'work', 'block'],
      MaxConcurrency: 1,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        ...flow({
          c: {
            Type: 'Choice',
            Choices: [{ Condition: '{% $states.input = "block" %}', Next: 'q' }],
            Default: 'w',
          },
          w: task('work'),
          q: task('block'),
        }),
      },
      Output: '{% $count($states.result) %}',
      End: true,
    },
  ],
])('of three %s, two of them done', (_what, state) => {
  it('only the third goes on', async () => {
    await killAndOpen({ main: definition({ p: state }) }, blocked);
    await resume();
    expect(await endOf(cloud, execution)).toMatchObject({ status: 'SUCCEEDED', output: 3 });
    expect(calls().map((call) => call.split(' ')[0])).toEqual(['work', 'work', 'block', 'block']);
  });
});

it('waits until the time that was set before the end', async () => {
  const main = definition({ w: { Type: 'Wait', Seconds: 2, End: true } });
  const started = Date.now();
  await killAndOpen({ main }, () => written('WaitStateEntered') === 1);
  await resume();
  expect(await endOf(cloud, execution)).toMatchObject({ status: 'SUCCEEDED' });
  expect(Date.now() - started).toBeGreaterThanOrEqual(2000);
  expect(await typesOf(cloud, execution)).toEqual([
    'ExecutionStarted',
    'WaitStateEntered',
    'WaitStateExited',
    'ExecutionSucceeded',
  ]);
});

it('counts the attempts made before the end', async () => {
  const main = definition({
    f: task('fail', {
      Retry: [{ ErrorEquals: ['A'], MaxAttempts: 2, IntervalSeconds: 1, BackoffRate: 1 }],
      End: true,
    }),
  });
  await killAndOpen({ main }, () => calls().length === 2);
  await resume();
  expect(await endOf(cloud, execution)).toMatchObject({ status: 'FAILED', error: 'A' });
  // Killed during the second attempt or just after it: that attempt may be repeated, the first may not.
  expect(calls().length).toBeGreaterThanOrEqual(3);
  expect(calls().length).toBeLessThanOrEqual(4);
});

it('keeps task tokens, also those that come back before the execution is taken up', async () => {
  const main = definition({
    a: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: 'ask', Payload: '{% $states.context.Task.Token %}' },
      Next: 'b',
    },
    b: task('work'),
  });
  await killAndOpen({ main }, () => written('TaskSubmitted') === 1);
  const taskToken: unknown = JSON.parse(calls()[0]?.slice('ask '.length) ?? '');
  await ask(cloud.states, 'SendTaskSuccess', { taskToken: String(taskToken), output: '"back"' });
  await resume();
  expect(await endOf(cloud, execution)).toMatchObject({ status: 'SUCCEEDED', output: 'back' });
  expect(calls()).toHaveLength(2);
});

it('waits on for the execution that it had started, and starts no other', async () => {
  const main = definition({
    n: {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Arguments: { StateMachineArn: machineArn('inner'), Input: 7 },
      Output: '{% $states.result.Output %}',
      End: true,
    },
  });
  await killAndOpen({ main, inner: definition({ b: task('block') }) }, blocked);
  await resume();
  expect(await endOf(cloud, execution)).toMatchObject({ status: 'SUCCEEDED', output: 7 });
  expect(calls()).toEqual(['block 7', 'block 7']);
});

it('goes on with the definition that it was started with', async () => {
  const main = definition({ a: task('block', { Output: 'old', End: true }) });
  await killAndOpen({ main }, blocked);
  cloud.states.define({
    name: 'main',
    arn: machineArn('main'),
    definition: definition({ z: { Type: 'Pass', Output: 'new', End: true } }),
  });
  await resume();
  expect(await endOf(cloud, execution)).toMatchObject({ status: 'SUCCEEDED', output: 'old' });
});
