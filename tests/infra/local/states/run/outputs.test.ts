import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '#local/states/json.ts';
import { type Cloud, openCloud, runMachine, typesOf } from '../cloud.ts';

let cloud: Cloud;
beforeAll(() => {
  cloud = openCloud();
  cloud.functions.set('double', (payload) => Number(payload) * 2);
  cloud.functions.set('echo', (payload) => payload);
});
afterAll(() => cloud.close());

const end = { End: true };

describe.each<[name: string, states: Record<string, object>, input: Json, output: Json]>([
  ['Pass hands its input on', { a: { Type: 'Pass', ...end } }, { x: 1 }, { x: 1 }],
  [
    'Output evaluates every expression in it',
    {
      a: {
        Type: 'Pass',
        Output: {
          s: '{% $states.input.x & "!" %}',
          deep: [{ n: '{% $states.input.x + 1 %}' }],
          text: 'plain {% no %} text',
        },
        ...end,
      },
    },
    { x: 1 },
    { s: '1!', deep: [{ n: 2 }], text: 'plain {% no %} text' },
  ],
  [
    'Assign sets variables that later states read',
    {
      a: { Type: 'Pass', Assign: { n: '{% $states.input.x %}' }, Output: 'gone', Next: 'b' },
      b: { Type: 'Pass', Output: '{% $n * 10 %}', ...end },
    },
    { x: 4 },
    40,
  ],
  [
    'Output does not see what Assign makes beside it',
    {
      z: { Type: 'Pass', Assign: { n: 1 }, Next: 'a' },
      a: { Type: 'Pass', Assign: { n: '{% $n + 1 %}', m: '{% $n + 10 %}' }, Output: '{% $n %}', Next: 'b' },
      b: { Type: 'Succeed', Output: '{% [$states.input, $n, $m] %}' },
    },
    {},
    [1, 2, 11],
  ],
  [
    'Choice takes the first rule that holds',
    {
      a: {
        Type: 'Choice',
        Choices: [
          { Condition: '{% $states.input.x > 5 %}', Next: 'big' },
          { Condition: '{% $states.input.x > 1 %}', Next: 'mid', Output: 'm', Assign: { v: 3 } },
        ],
        Default: 'small',
      },
      big: { Type: 'Succeed', Output: 'big' },
      mid: { Type: 'Succeed', Output: '{% $states.input & $string($v) %}' },
      small: { Type: 'Succeed', Output: 'small' },
    },
    { x: 3 },
    'm3',
  ],
  [
    "Choice falls to its Default, with the state's own Output",
    {
      a: { Type: 'Choice', Choices: [{ Condition: false, Next: 'b' }], Output: 'default', Default: 'b' },
      b: { Type: 'Succeed' },
    },
    {},
    'default',
  ],
  ['Wait of no seconds goes on at once', { a: { Type: 'Wait', Seconds: 0, ...end } }, 7, 7],
  [
    'Wait until a time that is past goes on at once',
    { a: { Type: 'Wait', Timestamp: '{% $states.input.t %}', ...end } },
    { t: '2020-01-01T00:00:00Z' },
    { t: '2020-01-01T00:00:00Z' },
  ],
  ['Succeed may shape the output', { a: { Type: 'Succeed', Output: { ok: true } } }, {}, { ok: true }],
  [
    'lambda:invoke gives payload and status',
    {
      a: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: { FunctionName: 'double', Payload: '{% $states.input.x %}' },
        ...end,
      },
    },
    { x: 21 },
    { ExecutedVersion: '$LATEST', Payload: 42, StatusCode: 200 },
  ],
  [
    "a function's ARN gives its answer alone",
    {
      a: {
        Type: 'Task',
        Resource: 'arn:aws:lambda:eu-west-1:000000000000:function:double',
        Output: { r: '{% $states.result %}', i: '{% $states.input %}' },
        ...end,
      },
    },
    4,
    { r: 8, i: 4 },
  ],
  [
    'Parallel gives the outputs of its branches in order',
    {
      a: {
        Type: 'Parallel',
        Arguments: { v: '{% $states.input.x %}' },
        Branches: [
          { StartAt: 'l', States: { l: { Type: 'Pass', Output: '{% $states.input.v + 1 %}', ...end } } },
          {
            StartAt: 'r',
            States: {
              r: { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:000000000000:function:echo', ...end },
            },
          },
        ],
        ...end,
      },
    },
    { x: 1 },
    [2, { v: 1 }],
  ],
  [
    'Map works on its input when it names no Items',
    {
      a: {
        Type: 'Map',
        ItemProcessor: {
          StartAt: 'd',
          States: {
            d: { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:000000000000:function:double', ...end },
          },
        },
        ...end,
      },
    },
    [1, 2, 3],
    [2, 4, 6],
  ],
  [
    'ItemSelector sees index and value, the iterations too',
    {
      a: {
        Type: 'Map',
        Items: '{% $states.input.list %}',
        MaxConcurrency: 1,
        ItemSelector: {
          i: '{% $states.context.Map.Item.Index %}',
          v: '{% $states.context.Map.Item.Value %}',
          b: '{% $states.input.base %}',
        },
        ItemProcessor: {
          ProcessorConfig: { Mode: 'INLINE' },
          StartAt: 'd',
          States: {
            d: {
              Type: 'Pass',
              Output:
                '{% $states.input.b + $states.input.i * 10 + $states.input.v + $states.context.Map.Item.Index %}',
              ...end,
            },
          },
        },
        ...end,
      },
    },
    { list: [5, 6], base: 100 },
    [105, 117],
  ],
  [
    'Map on nothing gives nothing',
    {
      a: {
        Type: 'Map',
        Items: [],
        ItemProcessor: { StartAt: 'd', States: { d: { Type: 'Pass', ...end } } },
        ...end,
      },
    },
    {},
    [],
  ],
  [
    'inner flows read outer variables and keep their own',
    {
      a: { Type: 'Pass', Assign: { o: 1 }, Next: 'p' },
      p: {
        Type: 'Parallel',
        Branches: [
          {
            StartAt: 'l',
            States: {
              l: { Type: 'Pass', Assign: { i: '{% $o + 1 %}' }, Next: 'l2' },
              l2: { Type: 'Pass', Output: '{% $i + $o %}', ...end },
            },
          },
          { StartAt: 'r', States: { r: { Type: 'Pass', Assign: { i: 50 }, Output: '{% $o %}', ...end } } },
        ],
        Assign: { got: '{% $states.result[0] %}' },
        Next: 'e',
      },
      e: { Type: 'Succeed', Output: '{% [$got, $o] %}' },
    },
    {},
    [3, 1],
  ],
  [
    'a null, an empty array and a single element keep their shape',
    {
      a: {
        Type: 'Pass',
        Output: { n: '{% $states.input.n %}', e: '{% $states.input.e %}', s: '{% $states.input.s %}' },
        ...end,
      },
    },
    { n: null, e: [], s: [1] },
    { n: null, e: [], s: [1] },
  ],
])('%s', (_name, states, input, output) => {
  it('gives the expected output', async () => {
    const ended = await runMachine(cloud, states, input);
    expect(ended).toMatchObject({ status: 'SUCCEEDED', output });
  });
});

it('writes the history of Step Functions', async () => {
  const { arn } = await runMachine(cloud, {
    a: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: 'echo' },
      ...end,
    },
  });
  expect(await typesOf(cloud, arn)).toEqual([
    'ExecutionStarted',
    'TaskStateEntered',
    'TaskScheduled',
    'TaskStarted',
    'TaskSucceeded',
    'TaskStateExited',
    'ExecutionSucceeded',
  ]);
});
