import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServiceError } from '#local/service.ts';
import {
  ask,
  type Cloud,
  endOf,
  FunctionError,
  historyOf,
  jumpingClock,
  openCloud,
  runMachine,
  typesOf,
} from '../cloud.ts';

const RESOURCE = 'arn:aws:lambda:eu-west-1:000000000000:function:work';
const clock = jumpingClock();
let cloud: Cloud;
beforeEach(() => {
  clock.slept.length = 0;
  cloud = openCloud({ clock });
});
afterEach(() => cloud.close());

/** Fails with the named errors in turn, then answers 'done'. */
function failWith(...errors: string[]): void {
  const left = [...errors];
  cloud.functions.set('work', () => {
    const error = left.shift();
    if (error === undefined) return 'done';
    if (error.startsWith('Lambda.')) throw new ServiceError(error.slice('Lambda.'.length), 'refused', 429);
    throw new FunctionError(error, 'no');
  });
}

const task = (more: object) => ({ Type: 'Task', Resource: RESOURCE, End: true, ...more });

describe('Retry', () => {
  it('backs off from IntervalSeconds by BackoffRate, up to MaxDelaySeconds', async () => {
    failWith('A', 'A', 'A', 'A');
    const Retry = [
      { ErrorEquals: ['A'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 4, MaxDelaySeconds: 20 },
    ];
    expect(await runMachine(cloud, { a: task({ Retry }) })).toMatchObject({
      status: 'SUCCEEDED',
      output: 'done',
    });
    expect(clock.slept).toEqual([2000, 6000, 18_000, 20_000]);
  });

  it('by default makes three attempts after 1, 2 and 4 seconds', async () => {
    failWith('A', 'A', 'A', 'A');
    const ended = await runMachine(cloud, { a: task({ Retry: [{ ErrorEquals: ['States.ALL'] }] }) });
    expect(ended).toMatchObject({ status: 'FAILED', error: 'A' });
    expect(clock.slept).toEqual([1000, 2000, 4000]);
    expect(cloud.calls).toHaveLength(4);
  });

  it('counts the attempts of each retrier for itself, and goes on to Catch when one has spent them', async () => {
    failWith('A', 'B', 'A', 'A');
    const Retry = [
      { ErrorEquals: ['A'], MaxAttempts: 2, BackoffRate: 1 },
      { ErrorEquals: ['B'], IntervalSeconds: 5 },
    ];
    const Catch = [{ ErrorEquals: ['A'], Next: 'caught' }];
    const ended = await runMachine(cloud, {
      a: task({ Retry, Catch }),
      caught: { Type: 'Succeed', Output: '{% $states.input.Error %}' },
    });
    expect(ended).toMatchObject({ status: 'SUCCEEDED', output: 'A' });
    expect(clock.slept).toEqual([1000, 5000, 1000]);
  });

  it('tells the attempts in the context object, and starts from none in the next state', async () => {
    failWith('A', 'A');
    const Retry = [{ ErrorEquals: ['A'] }];
    const Output = '{% $states.context.State.RetryCount %}';
    expect(
      await runMachine(cloud, {
        a: task({ Retry, Output, End: undefined, Next: 'b' }),
        b: { Type: 'Pass', Output: '{% [$states.input, $states.context.State.RetryCount] %}', End: true },
      }),
    ).toMatchObject({ output: [2, 0] });
  });

  it('runs a Map or Parallel again whole', async () => {
    failWith('A');
    cloud.functions.set('other', () => 'o');
    const Branches = [
      { StartAt: 'x', States: { x: task({ Resource: RESOURCE.replace('work', 'other') }) } },
      { StartAt: 'y', States: { y: { Type: 'Wait', Seconds: 1, Next: 'z' }, z: task({}) } },
    ];
    const ended = await runMachine(cloud, {
      p: { Type: 'Parallel', Branches, Retry: [{ ErrorEquals: ['A'] }], End: true },
    });
    expect(ended).toMatchObject({ status: 'SUCCEEDED', output: ['o', 'done'] });
    expect(cloud.calls.filter((call) => call.name === 'other')).toHaveLength(2);
  });

  it.each(['Lambda.TooManyRequestsException', 'Lambda.ServiceException', 'Sandbox.Timedout'])(
    'takes %s by its name',
    async (error) => {
      failWith(error);
      expect(await runMachine(cloud, { a: task({ Retry: [{ ErrorEquals: [error] }] }) })).toMatchObject({
        output: 'done',
      });
    },
  );
});

describe.each([
  ['A', ['A'], true],
  ['A', ['B'], false],
  ['A', ['B', 'A'], true],
  ['A', ['States.TaskFailed'], true],
  ['A', ['States.ALL'], true],
  ['Sandbox.Timedout', ['States.TaskFailed'], true],
  ['Sandbox.Timedout', ['States.Timeout'], false],
  ['States.Timeout', ['States.TaskFailed'], false],
  ['States.Timeout', ['States.Timeout'], true],
  ['States.DataLimitExceeded', ['States.ALL'], false],
  ['States.DataLimitExceeded', ['States.TaskFailed'], false],
  ['States.DataLimitExceeded', ['States.DataLimitExceeded'], true],
  ['States.QueryEvaluationError', ['States.ALL'], true],
  ['States.Runtime', ['States.ALL'], false],
  ['States.Runtime', ['States.Runtime'], false],
])('%s and a catcher of %j', (error, ErrorEquals, taken) => {
  const failing: Record<string, object> = {
    'States.Timeout': { TimeoutSeconds: 5 },
    'States.DataLimitExceeded': { Arguments: '{% $pad("x", 262144) %}' },
    'States.QueryEvaluationError': { Arguments: '{% $states.input.nope %}' },
    'States.Runtime': { Resource: 'arn:aws:states:::lambda:invoke', Arguments: '{% {"Nope": 1} %}' },
  };

  it(taken ? 'is caught' : 'is not caught', async () => {
    if (error === 'States.Timeout') cloud.functions.set('work', () => new Promise(() => {}));
    else failWith(error);
    const Catch = [{ ErrorEquals, Next: 'caught' }];
    const ended = await runMachine(cloud, {
      a: task({ Catch, ...failing[error] }),
      caught: { Type: 'Succeed', Output: 'caught' },
    });
    expect(ended).toMatchObject(
      taken ? { status: 'SUCCEEDED', output: 'caught' } : { status: 'FAILED', error },
    );
  });
});

describe('Catch', () => {
  it('hands Error and Cause on, or what its Output and Assign make of them', async () => {
    failWith('A');
    const Catch = [
      {
        ErrorEquals: ['A'],
        Next: 'b',
        Output: '{% $states.errorOutput.Error & $states.input.x %}',
        Assign: { why: '{% $parse($states.errorOutput.Cause).errorMessage %}' },
      },
    ];
    const ended = await runMachine(
      cloud,
      { a: task({ Catch }), b: { Type: 'Succeed', Output: '{% [$states.input, $why] %}' } },
      { x: 1 },
    );
    expect(ended).toMatchObject({ output: ['A1', 'no'] });
  });

  it('ends a Parallel with the failure of one branch, and interrupts the others', async () => {
    failWith('A');
    const Branches = [
      { StartAt: 'x', States: { x: task({}) } },
      { StartAt: 'y', States: { y: { Type: 'Wait', Seconds: 1000, End: true } } },
    ];
    cloud.close();
    cloud = openCloud();
    failWith('A');
    const ended = await runMachine(cloud, {
      p: { Type: 'Parallel', Branches, End: true, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'b' }] },
      b: { Type: 'Succeed', Output: '{% $states.input.Error %}' },
    });
    expect(ended).toMatchObject({ status: 'SUCCEEDED', output: 'A' });
    expect(await typesOf(cloud, ended.arn)).toEqual(
      expect.arrayContaining(['ParallelStateFailed', 'ParallelStateExited']),
    );
  });

  it('of a Map sees the first failure; the history tells of failed and aborted iterations', async () => {
    cloud.close();
    cloud = openCloud();
    cloud.functions.set('work', (n) => {
      if (n === 2) throw new FunctionError('Two', 'x');
      return new Promise((resolve) => setTimeout(() => resolve(n), 200));
    });
    const ended = await runMachine(cloud, {
      m: {
        Type: 'Map',
        Items: [1, 2, 3],
        ItemProcessor: { StartAt: 't', States: { t: task({}) } },
        End: true,
      },
    });
    expect(ended).toMatchObject({ status: 'FAILED', error: 'Two' });
    const types = await typesOf(cloud, ended.arn);
    expect(types.filter((type) => type === 'MapIterationAborted')).toHaveLength(2);
    expect(types.filter((type) => type === 'MapIterationFailed')).toHaveLength(1);
  });
});

describe('time limits', () => {
  it('end an execution as TIMED_OUT', async () => {
    cloud.functions.set('work', () => new Promise(() => {}));
    const ended = await runMachine(cloud, { a: task({}) }, {}, { TimeoutSeconds: 5 });
    expect(ended).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
    expect((await typesOf(cloud, ended.arn)).at(-1)).toBe('ExecutionTimedOut');
  });

  it('of a task show in the history', async () => {
    cloud.functions.set('work', () => new Promise(() => {}));
    const { arn } = await runMachine(
      cloud,
      { a: task({ TimeoutSeconds: '{% $states.input.t %}' }) },
      { t: 7 },
    );
    const events = await historyOf(cloud, arn);
    expect(
      events.find((event) => event.type === 'LambdaFunctionTimedOut')?.['lambdaFunctionTimedOutEventDetails'],
    ).toMatchObject({ error: 'States.Timeout' });
    expect(
      events.find((event) => event.type === 'LambdaFunctionScheduled')?.[
        'lambdaFunctionScheduledEventDetails'
      ],
    ).toMatchObject({ timeoutInSeconds: 7 });
  });
});

it('lists what did not succeed', async () => {
  failWith('A');
  const { arn } = await runMachine(cloud, { a: task({}) });
  expect(cloud.states.failures()).toMatchObject([{ executionArn: arn, status: 'FAILED', error: 'A' }]);
  expect(cloud.states.failures(new Date(clock.now() + 1))).toEqual([]);
});

it('redrives from the failed state: what succeeded is not run again', async () => {
  failWith('A', 'A');
  cloud.functions.set('first', () => 'f');
  const ended = await runMachine(cloud, {
    one: task({ Resource: RESOURCE.replace('work', 'first'), End: undefined, Next: 'p' }),
    p: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'x', States: { x: task({ Resource: RESOURCE.replace('work', 'first') }) } },
        {
          StartAt: 'y',
          States: {
            y: { Type: 'Wait', Seconds: 1, Next: 'z' },
            z: task({ Retry: [{ ErrorEquals: ['A'], MaxAttempts: 1 }] }),
          },
        },
      ],
      End: true,
    },
  });
  expect(ended).toMatchObject({ status: 'FAILED', error: 'A' });
  await ask(cloud.states, 'RedriveExecution', { executionArn: ended.arn });
  await cloud.states.idle();
  expect(await endOf(cloud, ended.arn)).toMatchObject({ status: 'SUCCEEDED', output: ['f', 'done'] });
  expect(cloud.calls.filter((call) => call.name === 'first')).toHaveLength(2);
  expect(await typesOf(cloud, ended.arn)).toContain('ExecutionRedriven');
  await expect(ask(cloud.states, 'RedriveExecution', { executionArn: ended.arn })).rejects.toThrow(
    'ExecutionNotRedrivable',
  );
});
