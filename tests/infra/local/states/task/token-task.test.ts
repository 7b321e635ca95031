import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  ask,
  type Cloud,
  definition,
  endOf,
  FunctionError,
  jumpingClock,
  machineArn,
  openCloud,
  typesOf,
} from '../cloud.ts';

let cloud: Cloud;
const tokens: string[] = [];
beforeEach(() => {
  tokens.length = 0;
  cloud = openCloud();
  takeTokens();
});
afterEach(() => cloud.close());

function takeTokens(): void {
  cloud.functions.set('ask', (payload) => {
    tokens.push(JSON.parse(JSON.stringify(payload)).token);
    return 'asked';
  });
}

const waiting = (more: object = {}) =>
  definition({
    a: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
      End: true,
      ...more,
    },
  });

/** Starts the machine and waits until it waits. */
async function startWaiting(more: object = {}): Promise<string> {
  cloud.states.define({ name: 't', arn: machineArn('t'), definition: waiting(more) });
  const arn = cloud.states.start(machineArn('t'), '{}');
  await cloud.states.idle();
  return arn;
}

it('is idle while it waits, and ends with what comes back', async () => {
  const arn = await startWaiting();
  expect(await endOf(cloud, arn)).toMatchObject({ status: 'RUNNING' });
  await ask(cloud.states, 'SendTaskSuccess', { taskToken: tokens[0], output: '{"ok": true}' });
  await cloud.states.idle();
  expect(await endOf(cloud, arn)).toMatchObject({ status: 'SUCCEEDED', output: { ok: true } });
  expect(await typesOf(cloud, arn)).toEqual([
    'ExecutionStarted',
    'TaskStateEntered',
    'TaskScheduled',
    'TaskStarted',
    'TaskSubmitted',
    'TaskSucceeded',
    'TaskStateExited',
    'ExecutionSucceeded',
  ]);
  await expect(ask(cloud.states, 'SendTaskSuccess', { taskToken: tokens[0], output: '1' })).rejects.toThrow(
    'TaskTimedOut',
  );
});

it('fails with the error that comes back, which Retry takes: a new token each time', async () => {
  const arn = await startWaiting({ Retry: [{ ErrorEquals: ['No'], IntervalSeconds: 1 }] });
  await ask(cloud.states, 'SendTaskFailure', { taskToken: tokens[0], error: 'No', cause: 'c' });
  await cloud.states.idle();
  expect(tokens).toHaveLength(2);
  expect(tokens[0]).not.toBe(tokens[1]);
  await ask(cloud.states, 'SendTaskFailure', { taskToken: tokens[1], error: 'Never', cause: 'c' });
  await cloud.states.idle();
  expect(await endOf(cloud, arn)).toMatchObject({ status: 'FAILED', error: 'Never', cause: 'c' });
});

it('takes a token that comes back before the call that handed it out has ended, even when that fails', async () => {
  cloud.functions.set('ask', async (payload) => {
    await ask(cloud.states, 'SendTaskSuccess', {
      taskToken: JSON.parse(JSON.stringify(payload)).token,
      output: '"early"',
    });
    throw new FunctionError('Late');
  });
  expect(await endOf(cloud, await startWaiting())).toMatchObject({ status: 'SUCCEEDED', output: 'early' });
});

it('fails when the call that hands the token out fails', async () => {
  cloud.functions.set('ask', () => {
    throw new FunctionError('Broken');
  });
  expect(await endOf(cloud, await startWaiting())).toMatchObject({ status: 'FAILED', error: 'Broken' });
});

it('times out, and tells it to whoever comes later', async () => {
  cloud.close();
  cloud = openCloud({ clock: jumpingClock() });
  takeTokens();
  const arn = await startWaiting({ TimeoutSeconds: 60 });
  await expect.poll(() => endOf(cloud, arn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  await expect(ask(cloud.states, 'SendTaskHeartbeat', { taskToken: tokens[0] })).rejects.toThrow(
    'TaskTimedOut',
  );
});

it('fails without a heartbeat in time; each heartbeat gives it new time', async () => {
  const arn = await startWaiting({ HeartbeatSeconds: 1 });
  for (let beat = 0; beat < 3; beat += 1) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await ask(cloud.states, 'SendTaskHeartbeat', { taskToken: tokens[0] });
  }
  expect(await endOf(cloud, arn)).toMatchObject({ status: 'RUNNING' });
  await expect
    .poll(() => endOf(cloud, arn), { timeout: 3000 })
    .toMatchObject({ status: 'FAILED', error: 'States.HeartbeatTimeout' });
});

it.each([
  ['SendTaskSuccess', { taskToken: 'nonsense', output: '1' }, 'InvalidToken'],
  ['SendTaskFailure', { taskToken: 'nonsense' }, 'InvalidToken'],
  ['SendTaskHeartbeat', { taskToken: 'nonsense' }, 'InvalidToken'],
  ['SendTaskSuccess', { taskToken: 'nonsense', output: '{' }, 'InvalidOutput'],
])('%s of %j is answered with %s', async (operation, request, code) => {
  await expect(ask(cloud.states, operation, request)).rejects.toThrow(code);
});
