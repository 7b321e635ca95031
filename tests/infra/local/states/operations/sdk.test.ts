import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  InvalidExecutionInput,
  InvalidName,
  InvalidToken,
  ListActivitiesCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  ListStateMachinesCommand,
  ListTagsForResourceCommand,
  paginateGetExecutionHistory,
  paginateListExecutions,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StateMachineDoesNotExist,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gateway, serve } from '#local/gateway.ts';
import { type Cloud, definition, machineArn, openCloud } from '../cloud.ts';

let cloud: Cloud;
let gateway: Gateway;
let client: SFNClient;
const document = definition({
  a: { Type: 'Pass', Assign: { v: [1] }, Next: 'b' },
  b: { Type: 'Wait', Seconds: '{% $states.input.seconds %}', End: true },
});
const stateMachineArn = machineArn('wire');

beforeAll(async () => {
  cloud = openCloud();
  cloud.states.define({
    name: 'wire',
    arn: stateMachineArn,
    definition: document,
    roleArn: 'arn:aws:iam::000000000000:role/r',
  });
  cloud.states.define({ name: 'other', arn: machineArn('other'), definition: document });
  gateway = await serve({ services: [cloud.states], port: 0 });
  client = new SFNClient({
    // A prefix of the host has no meaning before an address.
    disableHostPrefix: true,
    endpoint: gateway.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await gateway.close();
  cloud.close();
});

const start = (name: string, seconds = 0) =>
  client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify({ seconds }) }));

it('lists and describes machines, page by page', async () => {
  const first = await client.send(new ListStateMachinesCommand({ maxResults: 1 }));
  expect(first.stateMachines).toMatchObject([
    { name: 'other', type: 'STANDARD', creationDate: expect.any(Date) },
  ]);
  const second = await client.send(
    new ListStateMachinesCommand({ maxResults: 1, nextToken: first.nextToken }),
  );
  expect(second).toMatchObject({ stateMachines: [{ stateMachineArn }] });
  expect(second.nextToken).toBeUndefined();
  const described = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
  expect(described).toMatchObject({
    name: 'wire',
    status: 'ACTIVE',
    definition: document,
    roleArn: 'arn:aws:iam::000000000000:role/r',
  });
  expect((await client.send(new ListTagsForResourceCommand({ resourceArn: stateMachineArn }))).tags).toEqual(
    [],
  );
});

it('starts, describes and tells the history of an execution', async () => {
  const { executionArn, startDate } = await start('one');
  expect(startDate).toBeInstanceOf(Date);
  await cloud.states.idle();
  expect(await client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
    name: 'one',
    status: 'SUCCEEDED',
    input: '{"seconds":0}',
    output: '{"seconds":0}',
    stopDate: expect.any(Date),
    redriveStatus: 'NOT_REDRIVABLE',
  });
  expect(await client.send(new DescribeStateMachineForExecutionCommand({ executionArn }))).toMatchObject({
    definition: document,
    stateMachineArn,
  });
  const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
  expect(events.map((event) => [event.id, event.previousEventId, event.type])).toEqual([
    [1, 0, 'ExecutionStarted'],
    [2, 1, 'PassStateEntered'],
    [3, 2, 'PassStateExited'],
    [4, 3, 'WaitStateEntered'],
    [5, 4, 'WaitStateExited'],
    [6, 5, 'ExecutionSucceeded'],
  ]);
  expect(events[0]).toMatchObject({
    executionStartedEventDetails: { input: '{"seconds":0}', roleArn: 'arn:aws:iam::000000000000:role/r' },
    timestamp: expect.any(Date),
  });
  expect(events[1]).toMatchObject({ stateEnteredEventDetails: { name: 'a', input: '{"seconds":0}' } });
  expect(events[2]).toMatchObject({
    stateExitedEventDetails: { name: 'a', assignedVariables: { v: '[1]' } },
  });
  expect(events[5]).toMatchObject({ executionSucceededEventDetails: { output: '{"seconds":0}' } });
});

it('tells the history backwards, in pages, without data', async () => {
  const { executionArn } = await start('backwards');
  await cloud.states.idle();
  const ids: (number | undefined)[] = [];
  const pages = paginateGetExecutionHistory(
    { client, pageSize: 4 },
    { executionArn, reverseOrder: true, includeExecutionData: false },
  );
  for await (const { events = [] } of pages) {
    ids.push(...events.map((event) => event.id));
    for (const event of events) expect(JSON.stringify(event)).not.toContain('seconds');
  }
  expect(ids).toEqual([6, 5, 4, 3, 2, 1]);
});

it('starts nothing twice under one name and input, and refuses the name for another', async () => {
  const first = await start('same', 1000);
  expect(await start('same', 1000)).toMatchObject({ executionArn: first.executionArn });
  await expect(start('same', 999)).rejects.toThrow(ExecutionAlreadyExists);
  const { stopDate } = await client.send(
    new StopExecutionCommand({ executionArn: first.executionArn, error: 'E', cause: 'C' }),
  );
  expect(stopDate).toBeInstanceOf(Date);
  await expect(start('same', 1000)).rejects.toThrow(ExecutionAlreadyExists);
  await cloud.states.idle();
  expect(await client.send(new DescribeExecutionCommand({ executionArn: first.executionArn }))).toMatchObject(
    { status: 'ABORTED', error: 'E', cause: 'C', redriveStatus: 'REDRIVABLE' },
  );
  const { events = [] } = await client.send(
    new GetExecutionHistoryCommand({ executionArn: first.executionArn }),
  );
  expect(events.at(-1)).toMatchObject({
    type: 'ExecutionAborted',
    executionAbortedEventDetails: { error: 'E', cause: 'C' },
  });
});

it('lists executions, newest first, by status and page', async () => {
  for (const name of ['l1', 'l2', 'l3']) await start(name);
  await cloud.states.idle();
  const names: (string | undefined)[] = [];
  for await (const { executions = [] } of paginateListExecutions(
    { client, pageSize: 2 },
    { stateMachineArn, statusFilter: 'SUCCEEDED' },
  )) {
    names.push(...executions.map((execution) => execution.name));
  }
  expect(names.slice(0, 3)).toEqual(['l3', 'l2', 'l1']);
  expect(names).not.toContain('same');
  expect(
    (await client.send(new ListExecutionsCommand({ stateMachineArn: machineArn('other') }))).executions,
  ).toEqual([]);
});

const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:nobody`;
describe.each<[string, () => Promise<unknown>, unknown]>([
  [
    'a machine that is not there',
    () => client.send(new DescribeStateMachineCommand({ stateMachineArn: machineArn('nobody') })),
    StateMachineDoesNotExist,
  ],
  [
    'starting a machine that is not there',
    () => client.send(new StartExecutionCommand({ stateMachineArn: machineArn('nobody') })),
    StateMachineDoesNotExist,
  ],
  [
    'an execution that is not there',
    () => client.send(new DescribeExecutionCommand({ executionArn })),
    ExecutionDoesNotExist,
  ],
  ['its Map runs', () => client.send(new ListMapRunsCommand({ executionArn })), ExecutionDoesNotExist],
  [
    'a Map run that is not there',
    () => client.send(new DescribeMapRunCommand({ mapRunArn: 'arn:x' })),
    expect.objectContaining({ name: 'ResourceNotFound' }),
  ],
  [
    'input that is no JSON',
    () => client.send(new StartExecutionCommand({ stateMachineArn, input: '{' })),
    InvalidExecutionInput,
  ],
  [
    'input above 256 KiB',
    () =>
      client.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify('é'.repeat(131_072)) })),
    InvalidExecutionInput,
  ],
  [
    'a name with a space',
    () => client.send(new StartExecutionCommand({ stateMachineArn, name: 'a b' })),
    InvalidName,
  ],
  [
    'a page token that is none',
    () => client.send(new ListExecutionsCommand({ stateMachineArn, nextToken: 'abc' })),
    InvalidToken,
  ],
  [
    'a parameter that is not spoken',
    () => client.send(new StartExecutionCommand({ stateMachineArn, traceHeader: 'x' })),
    expect.objectContaining({ name: 'ValidationException', message: expect.stringContaining('traceHeader') }),
  ],
  [
    'an operation that is not spoken',
    () => client.send(new ListActivitiesCommand({})),
    expect.objectContaining({ message: 'states does not speak ListActivities here' }),
  ],
  [
    'a synchronous execution',
    () => client.send(new StartSyncExecutionCommand({ stateMachineArn })),
    expect.objectContaining({ message: 'states does not speak StartSyncExecution here' }),
  ],
])('%s', (_what, send, error) => {
  it('is answered with the error of Step Functions', async () => {
    const thrown: unknown = await send().catch((reason: unknown) => reason);
    if (typeof error === 'function') expect(thrown).toBeInstanceOf(error);
    else expect(thrown).toEqual(error);
  });
});
