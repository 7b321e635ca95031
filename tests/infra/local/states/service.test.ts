import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServiceError } from '#local/service.ts';
import type { StatesEvent } from '#local/states/events.ts';
import { type Cloud, definition, endOf, jumpingClock, machineArn, openCloud } from './cloud.ts';

let cloud: Cloud;
const arn = machineArn('m');
beforeEach(() => {
  cloud = openCloud({ clock: jumpingClock() });
  cloud.functions.set('echo', (payload) => payload);
  const Resource = 'arn:aws:lambda:eu-west-1:000000000000:function:echo';
  cloud.states.define({
    name: 'm',
    arn,
    definition: definition({ a: { Type: 'Task', Resource, End: true } }),
  });
});
afterEach(() => cloud.close());

describe('start', () => {
  it('joins the transaction that is open: rolled back, it never was', async () => {
    const failing = () =>
      cloud.store.transaction(() => {
        cloud.states.start(arn, '"rolled back"', 'n');
        throw new Error('no');
      });
    expect(failing).toThrow('no');
    cloud.store.transaction(() => cloud.states.start(arn, '"committed"', 'n'));
    await cloud.states.idle();
    expect(cloud.calls.map((call) => call.payload)).toEqual(['committed']);
  });

  it('calls nothing before the transaction has ended', () => {
    cloud.store.transaction(() => cloud.states.start(arn, '1'));
    expect(cloud.calls).toEqual([]);
  });

  it('throws ServiceError for a machine that is not there', () => {
    expect(() => cloud.states.start(machineArn('nobody'), '1')).toThrow(ServiceError);
  });
});

describe('onEvent', () => {
  it('tells each step after it is journalled, until the listening ends', async () => {
    const events: StatesEvent[] = [];
    const stop = cloud.states.onEvent((event) => events.push(event));
    const execution = cloud.states.start(arn, '1');
    await cloud.states.idle();
    expect(events.map((event) => [event.type, event.stateName])).toEqual([
      ['TaskStateEntered', 'a'],
      ['LambdaFunctionScheduled', undefined],
      ['LambdaFunctionStarted', undefined],
      ['LambdaFunctionSucceeded', undefined],
      ['TaskStateExited', 'a'],
      ['ExecutionSucceeded', undefined],
    ]);
    expect(events[0]).toMatchObject({ executionArn: execution, stateMachineArn: arn, at: expect.any(Date) });
    stop();
    cloud.states.start(arn, '1');
    await cloud.states.idle();
    expect(events).toHaveLength(6);
  });

  it('does not let a listener that throws disturb the execution', async () => {
    cloud.states.onEvent(() => {
      throw new Error('deaf');
    });
    const execution = cloud.states.start(arn, '1');
    await cloud.states.idle();
    expect(await endOf(cloud, execution)).toMatchObject({ status: 'SUCCEEDED', output: 1 });
  });
});

it('forgets what ended 90 days ago when it resumes', async () => {
  const clock = jumpingClock();
  cloud.close();
  cloud = openCloud({ clock });
  const States = { a: { Type: 'Pass', End: true } };
  cloud.states.define({ name: 'm', arn, definition: definition(States) });
  const execution = cloud.states.start(arn, '1', 'n');
  await cloud.states.idle();
  const day = 24 * 60 * 60 * 1000;
  await clock.sleepUntil(clock.now() + 89 * day, new AbortController().signal);
  cloud.states.resume();
  expect(await endOf(cloud, execution)).toMatchObject({ status: 'SUCCEEDED' });
  await clock.sleepUntil(clock.now() + 2 * day, new AbortController().signal);
  cloud.states.resume();
  await expect(endOf(cloud, execution)).rejects.toThrow('ExecutionDoesNotExist');
  expect(cloud.states.start(arn, '2', 'n')).toBe(execution);
  await cloud.states.idle();
});

it('refuses to define what it cannot run', () => {
  const Express = () =>
    cloud.states.define({
      name: 'x',
      arn,
      type: 'EXPRESS',
      definition: definition({ a: { Type: 'Succeed' } }),
    });
  expect(Express).toThrow('machines of type EXPRESS are not built here');
  expect(() => cloud.states.define({ name: 'x', arn, definition: '{}' })).toThrow(
    /InvalidDefinition|Invalid State Machine Definition/,
  );
});
