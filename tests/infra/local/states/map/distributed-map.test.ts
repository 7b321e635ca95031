import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '#local/states/json.ts';
import {
  ask,
  type Cloud,
  endOf,
  FunctionError,
  historyOf,
  openCloud,
  runMachine,
  typesOf,
} from '../cloud.ts';

let cloud: Cloud;
beforeEach(() => {
  cloud = openCloud();
  cloud.functions.set('echo', (payload) => payload);
});
afterEach(() => cloud.close());

const task = (name: string, more: object = {}) => ({
  Type: 'Task',
  Resource: `arn:aws:lambda:eu-west-1:000000000000:function:${name}`,
  End: true,
  ...more,
});
const mapState = (more: object, States: Record<string, object> = { x: task('echo') }) => ({
  Type: 'Map',
  Label: 'part',
  ItemProcessor: {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: Object.keys(States)[0],
    States,
  },
  End: true,
  ...more,
});
const read = (InputType: string, more: object = {}) => ({
  ItemReader: {
    Resource: 'arn:aws:states:::s3:getObject',
    ReaderConfig: { InputType, ...more },
    Arguments: { Bucket: 'lake', Key: '{% $states.input.key %}' },
  },
});

describe.each<[name: string, map: object, input: Json, objects: Record<string, string>, output: Json]>([
  ['Items', { Items: '{% $states.input.list %}' }, { list: [3, 4] }, {}, [3, 4]],
  ['its input', {}, [1], {}, [1]],
  ['nothing', { Items: [] }, {}, {}, []],
  ['a JSON object', read('JSON'), { key: 'a.json' }, { 'lake/a.json': '\uFEFF[1, {"b": 2}]' }, [1, { b: 2 }]],
  ['a JSONL object', read('JSONL'), { key: 'a' }, { 'lake/a': '1\r\n\n{"b":2}\n' }, [1, { b: 2 }]],
  [
    'the first of its items',
    read('JSON', { MaxItems: '{% $states.input.n %}' }),
    { key: 'a', n: 2 },
    { 'lake/a': '[1,2,3]' },
    [1, 2],
  ],
  [
    'a listing',
    {
      ItemReader: {
        Resource: 'arn:aws:states:::s3:listObjectsV2',
        Arguments: { Bucket: 'lake', Prefix: 'in/' },
      },
    },
    {},
    { 'lake/in/b': '', 'lake/in/a': '', 'lake/out/c': '' },
    [{ Key: 'in/a' }, { Key: 'in/b' }],
  ],
  [
    'selected items in batches',
    {
      Items: [1, 2, 3],
      ItemSelector: {
        v: '{% $states.context.Map.Item.Value * 10 %}',
        i: '{% $states.context.Map.Item.Index %}',
      },
      ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { n: '{% $states.input.n %}' } },
    },
    { n: 'x' },
    {},
    [
      {
        BatchInput: { n: 'x' },
        Items: [
          { v: 10, i: 0 },
          { v: 20, i: 1 },
        ],
      },
      { BatchInput: { n: 'x' }, Items: [{ v: 30, i: 2 }] },
    ],
  ],
  [
    'arrays flattened',
    { Items: [[1, 2], 3], ResultWriter: { WriterConfig: { Transformation: 'FLATTEN', OutputType: 'JSON' } } },
    {},
    {},
    [1, 2, 3],
  ],
])('a distributed Map over %s', (_name, map, input, objects, output) => {
  it('gives the outputs of its children in order', async () => {
    for (const [name, body] of Object.entries(objects)) cloud.objects.set(name, body);
    expect(await runMachine(cloud, { m: mapState(map) }, input)).toMatchObject({
      status: 'SUCCEEDED',
      output,
    });
  });
});

describe.each<[name: string, map: object, body: string, cause: RegExp]>([
  ['is not there', read('JSON'), '', /no object s3:\/\/lake\/a/],
  ['holds no array', read('JSON'), '{}', /does not hold a JSON array/],
  ['holds a bad line', read('JSONL'), '1\n{\n', /line 2/],
])('an object that %s', (_name, map, body, cause) => {
  it('fails with States.ItemReaderFailed', async () => {
    if (body !== '') cloud.objects.set('lake/a', body);
    const ended = await runMachine(cloud, { m: mapState(map) }, { key: 'a' });
    expect(ended).toMatchObject({
      status: 'FAILED',
      error: 'States.ItemReaderFailed',
      cause: expect.stringMatching(cause),
    });
  });
});

it('runs children as executions of their own, under a Map run that can be looked at', async () => {
  const { arn } = await runMachine(cloud, {
    m: mapState({ Items: [1, 2, 3], ItemBatcher: { MaxItemsPerBatch: 2 }, MaxConcurrency: 1 }),
  });
  const { mapRuns } = await ask(cloud.states, 'ListMapRuns', { executionArn: arn });
  const mapRunArn =
    Array.isArray(mapRuns) && mapRuns.length === 1 ? JSON.parse(JSON.stringify(mapRuns[0])).mapRunArn : '';
  expect(mapRunArn).toMatch(/^arn:aws:states:eu-west-1:000000000000:mapRun:test\/part:[0-9a-f-]{36}$/);
  expect(await ask(cloud.states, 'DescribeMapRun', { mapRunArn })).toMatchObject({
    status: 'SUCCEEDED',
    executionArn: arn,
    maxConcurrency: 1,
    itemCounts: { total: 3, succeeded: 3, failed: 0 },
    executionCounts: { total: 2, succeeded: 2, pending: 0 },
  });
  const { executions } = await ask(cloud.states, 'ListExecutions', { mapRunArn });
  expect(executions).toMatchObject([
    { mapRunArn, itemCount: 1, status: 'SUCCEEDED' },
    { mapRunArn, itemCount: 2 },
  ]);
  expect(
    await ask(cloud.states, 'ListExecutions', {
      stateMachineArn: arn.replace(/:[^:]+$/, '').replace(':execution:', ':stateMachine:'),
    }),
  ).toMatchObject({ executions: [{ executionArn: arn }] });
  expect(await typesOf(cloud, arn)).toEqual([
    'ExecutionStarted',
    'MapStateEntered',
    'MapStateStarted',
    'MapRunStarted',
    'MapRunSucceeded',
    'MapStateSucceeded',
    'MapStateExited',
    'ExecutionSucceeded',
  ]);
  const child: string = JSON.parse(JSON.stringify(executions))[0].executionArn;
  expect(await typesOf(cloud, child)).toEqual([
    'ExecutionStarted',
    'TaskStateEntered',
    'LambdaFunctionScheduled',
    'LambdaFunctionStarted',
    'LambdaFunctionSucceeded',
    'TaskStateExited',
    'ExecutionSucceeded',
  ]);
});

describe.each<[tolerance: object, failing: number, status: string]>([
  [{}, 1, 'FAILED'],
  [{ ToleratedFailureCount: 1 }, 1, 'SUCCEEDED'],
  [{ ToleratedFailureCount: 1 }, 2, 'FAILED'],
  [{ ToleratedFailurePercentage: 50 }, 2, 'SUCCEEDED'],
  [{ ToleratedFailurePercentage: 49 }, 2, 'FAILED'],
  [{ ToleratedFailureCount: 4, ToleratedFailurePercentage: 25 }, 2, 'FAILED'],
  [{ ToleratedFailureCount: '{% $states.input.n %}' }, 3, 'SUCCEEDED'],
])('with %j and %i of 4 items failing', (tolerance, failing, status) => {
  it(`ends as ${status}`, async () => {
    cloud.functions.set('echo', (n) => {
      if (Number(n) <= failing) throw new FunctionError('Odd');
      return n;
    });
    const ended = await runMachine(cloud, { m: mapState({ Items: [1, 2, 3, 4], ...tolerance }) }, { n: 3 });
    if (status === 'SUCCEEDED') expect(ended).toMatchObject({ status, output: [1, 2, 3, 4].slice(failing) });
    else
      expect(ended).toMatchObject({
        status,
        error: 'States.ExceedToleratedFailureThreshold',
        cause: expect.stringContaining('Odd'),
      });
  });
});

it('keeps to MaxConcurrency', async () => {
  let atWork = 0;
  let most = 0;
  cloud.functions.set('echo', async (n) => {
    most = Math.max(most, ++atWork);
    await new Promise((resolve) => setTimeout(resolve, 10));
    atWork -= 1;
    return n;
  });
  await runMachine(cloud, { m: mapState({ Items: [1, 2, 3, 4, 5, 6, 7], MaxConcurrency: 3 }) });
  expect(most).toBe(3);
});

describe('ResultWriter', () => {
  it('writes results and manifest beside one another, failures whole', async () => {
    cloud.functions.set('echo', (n) => {
      if (n === 2) throw new FunctionError('Odd');
      return n;
    });
    const ResultWriter = {
      Resource: 'arn:aws:states:::s3:putObject',
      Arguments: { Bucket: 'lake', Prefix: 'out' },
      WriterConfig: { Transformation: 'COMPACT', OutputType: 'JSONL' },
    };
    const { status, output } = await runMachine(cloud, {
      m: mapState({ Items: [1, 2, 3], ToleratedFailureCount: 1, ResultWriter }),
    });
    expect(status).toBe('SUCCEEDED');
    const { MapRunArn, ResultWriterDetails } = JSON.parse(JSON.stringify(output));
    const manifest = JSON.parse(cloud.objects.get(`lake/${ResultWriterDetails.Key}`) ?? '');
    expect(manifest).toMatchObject({ DestinationBucket: 'lake', MapRunArn, ResultFiles: { PENDING: [] } });
    const [succeeded] = manifest.ResultFiles.SUCCEEDED;
    expect(cloud.objects.get(`lake/${succeeded.Key}`)).toBe('1\n3');
    expect(succeeded.Size).toBe(3);
    const failed = JSON.parse(cloud.objects.get(`lake/${manifest.ResultFiles.FAILED[0].Key}`) ?? '');
    expect(failed).toMatchObject({ Status: 'FAILED', Error: 'Odd', Input: '2' });
  });
});

it('redrives the children that failed, and only those', async () => {
  let broken = true;
  cloud.functions.set('echo', (n) => {
    if (n === 2 && broken) throw new FunctionError('Odd');
    return n;
  });
  const ended = await runMachine(cloud, { m: mapState({ Items: [1, 2, 3], MaxConcurrency: 1 }) });
  expect(ended.status).toBe('FAILED');
  broken = false;
  await ask(cloud.states, 'RedriveExecution', { executionArn: ended.arn });
  await cloud.states.idle();
  expect(await endOf(cloud, ended.arn)).toMatchObject({ status: 'SUCCEEDED', output: [1, 2, 3] });
  expect(cloud.calls.map((call) => call.payload)).toEqual([1, 2, 2, 3]);
  const events = await historyOf(cloud, ended.arn);
  expect(events.find((event) => event.type === 'MapRunRedriven')).toMatchObject({
    mapRunRedrivenEventDetails: { redriveCount: 1 },
  });
});

it('stops its children when the execution is stopped', async () => {
  cloud.functions.set('echo', () => new Promise(() => {}));
  const ended = runMachine(cloud, { m: mapState({ Items: [1, 2] }) });
  while (cloud.calls.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  const [machine] = JSON.parse(
    JSON.stringify((await ask(cloud.states, 'ListStateMachines', {}))['stateMachines']),
  );
  const [execution] = JSON.parse(
    JSON.stringify(
      (await ask(cloud.states, 'ListExecutions', { stateMachineArn: machine.stateMachineArn }))['executions'],
    ),
  );
  await ask(cloud.states, 'StopExecution', {
    executionArn: execution.executionArn,
    error: 'Enough',
    cause: 'now',
  });
  expect(await ended).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'now' });
  const [mapRun] = JSON.parse(
    JSON.stringify(
      (await ask(cloud.states, 'ListMapRuns', { executionArn: execution.executionArn }))['mapRuns'],
    ),
  );
  expect(await ask(cloud.states, 'DescribeMapRun', { mapRunArn: mapRun.mapRunArn })).toMatchObject({
    status: 'ABORTED',
    executionCounts: { aborted: 2 },
  });
});
