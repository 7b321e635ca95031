import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '#local/states/json.ts';
import { type Cloud, openCloud, runMachine } from '../cloud.ts';

let cloud: Cloud;
beforeAll(() => {
  cloud = openCloud();
  cloud.functions.set('echo', (payload) => payload);
  cloud.functions.set('large', () => 'x'.repeat(262_144));
});
afterAll(() => cloud.close());

const end = { End: true };

describe.each<[name: string, states: Record<string, object>, input: Json, error: string, cause: RegExp]>([
  [
    'Fail',
    { a: { Type: 'Fail', Error: '{% "E" & $states.input.x %}', Cause: '{% "x" & $states.input.x %}' } },
    { x: 1 },
    'E1',
    /^x1$/,
  ],
  [
    'Choice without a rule that holds or a Default',
    {
      a: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.x = 2 %}', Next: 'b' }] },
      b: { Type: 'Succeed' },
    },
    { x: 1 },
    'States.NoChoiceMatched',
    /'a'/,
  ],
  [
    'a Condition that gives no boolean',
    {
      a: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.x %}', Next: 'b' }] },
      b: { Type: 'Succeed' },
    },
    { x: 1 },
    'States.QueryEvaluationError',
    /true or false/,
  ],
  [
    'an expression that gives nothing',
    { a: { Type: 'Pass', Output: { v: '{% $states.input.nope %}' }, ...end } },
    {},
    'States.QueryEvaluationError',
    /\$states\.input\.nope.*'Output\/v'.*nothing/,
  ],
  [
    'an expression that fails',
    { a: { Type: 'Pass', Output: '{% $states.input.x + 1 %}', ...end } },
    { x: 'a' },
    'States.QueryEvaluationError',
    /left side of the "\+" operator/,
  ],
  [
    'an expression that gives a function',
    { a: { Type: 'Pass', Output: '{% function($x) { $x } %}', ...end } },
    {},
    'States.QueryEvaluationError',
    /./,
  ],
  [
    'an expression that calls itself without end',
    { a: { Type: 'Pass', Output: '{% ($f := function($x) { 1 + $f($x) }; $f(1)) %}', ...end } },
    {},
    'States.QueryEvaluationError',
    /[Ss]tack/,
  ],
  [
    'an output above 256 KiB',
    { a: { Type: 'Pass', Output: '{% $pad("x", 262144) %}', ...end } },
    {},
    'States.DataLimitExceeded',
    /output of the state 'a'.*262144/,
  ],
  [
    'arguments above 256 KiB',
    {
      a: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: { FunctionName: 'echo', Payload: '{% $pad("x", 262144) %}' },
        ...end,
      },
    },
    {},
    'States.DataLimitExceeded',
    /hands to its task/,
  ],
  [
    'a result above 256 KiB',
    {
      a: {
        Type: 'Task',
        Resource: 'arn:aws:lambda:eu-west-1:000000000000:function:large',
        Output: 'small',
        ...end,
      },
    },
    {},
    'States.DataLimitExceeded',
    /result of the state 'a'/,
  ],
  [
    'variables of one state above 256 KiB',
    { a: { Type: 'Pass', Assign: { v: '{% $pad("x", 262144) %}' }, ...end } },
    {},
    'States.DataLimitExceeded',
    /assigns/,
  ],
  [
    'a Map on what is no array',
    {
      a: {
        Type: 'Map',
        Items: '{% $states.input.x %}',
        ItemProcessor: { StartAt: 'd', States: { d: { Type: 'Pass', ...end } } },
        ...end,
      },
    },
    { x: 3 },
    'States.QueryEvaluationError',
    /works on an array/,
  ],
  [
    'a function that is not there',
    {
      a: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: { FunctionName: 'nobody' },
        ...end,
      },
    },
    {},
    'Lambda.ResourceNotFoundException',
    /nobody/,
  ],
  [
    'arguments that do not fit the task',
    {
      a: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: '{% {"FunctionName": "echo", "Qualifier": "1"} %}',
        ...end,
      },
    },
    {},
    'States.Runtime',
    /Qualifier/,
  ],
  [
    'a flow of more than 25,000 events',
    { a: { Type: 'Pass', Next: 'b' }, b: { Type: 'Choice', Choices: [{ Condition: true, Next: 'a' }] } },
    {},
    'States.Runtime',
    /maximum number of history events/,
  ],
])('%s', (_name, states, input, error, cause) => {
  it('fails with the expected error', async () => {
    const ended = await runMachine(cloud, states, input);
    expect(ended).toMatchObject({ status: 'FAILED', error, cause: expect.stringMatching(cause) });
  });
});
