import { afterEach, beforeEach, expect, it } from 'vitest';
import { ask, type Cloud, definition, machineArn, openCloud, runMachine } from '../cloud.ts';

let cloud: Cloud;
beforeEach(() => {
  cloud = openCloud();
  cloud.states.define({
    name: 'inner',
    arn: machineArn('inner'),
    definition: definition({
      c: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.ok %}', Next: 'w' }], Default: 'f' },
      w: { Type: 'Wait', Seconds: '{% $states.input.seconds %}', Next: 's' },
      s: { Type: 'Succeed', Output: { got: '{% $states.input %}' } },
      f: { Type: 'Fail', Error: 'Inner', Cause: 'because' },
    }),
  });
});
afterEach(() => cloud.close());

const nested = (suffix: string, Input: object, more: object = {}) => ({
  Type: 'Task',
  Resource: `arn:aws:states:::states:startExecution${suffix}`,
  Arguments: { StateMachineArn: machineArn('inner'), Input },
  End: true,
  ...more,
});

it('waits for the other execution and gives its output as JSON', async () => {
  const ended = await runMachine(cloud, {
    a: nested('.sync:2', { ok: true, seconds: 0 }, { Output: '{% $states.result.Output %}' }),
  });
  expect(ended).toMatchObject({ status: 'SUCCEEDED', output: { got: { ok: true, seconds: 0 } } });
});

it('fails with its description when the other execution fails', async () => {
  const ended = await runMachine(cloud, { a: nested('.sync:2', { ok: false }) });
  expect(ended).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
  expect(JSON.parse(ended.cause)).toMatchObject({
    Status: 'FAILED',
    Error: 'Inner',
    Cause: 'because',
  });
});

it('without sync goes on as soon as the other execution is started', async () => {
  const ended = await runMachine(cloud, { a: nested('', { ok: true, seconds: 0 }) });
  expect(ended).toMatchObject({
    status: 'SUCCEEDED',
    output: { ExecutionArn: expect.stringContaining(':execution:inner:') },
  });
});

it('stops the other execution when its time runs out', async () => {
  const ended = await runMachine(cloud, {
    a: nested('.sync:2', { ok: true, seconds: 1000 }, { TimeoutSeconds: 1 }),
  });
  expect(ended).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  expect(await ask(cloud.states, 'ListExecutions', { stateMachineArn: machineArn('inner') })).toMatchObject({
    executions: [{ status: 'ABORTED' }],
  });
});

it('names what keeps the other execution from starting', async () => {
  const Arguments = { StateMachineArn: machineArn('nobody') };
  const ended = await runMachine(cloud, { a: nested('.sync:2', {}, { Arguments }) });
  expect(ended).toMatchObject({ status: 'FAILED', error: 'StepFunctions.StateMachineDoesNotExistException' });
});
