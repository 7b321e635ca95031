import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { ServiceError } from '#local/service.ts';
import { readDefinition } from '#local/states/definition/read-definition.ts';

// The package has no types.
const aslValidator: (document: object) => unknown = createRequire(import.meta.url)('asl-validator');

const end = { End: true };
const pass = { Type: 'Pass', End: true };
const invoke = 'arn:aws:states:::lambda:invoke';
const machine = (states: Record<string, object>, more: object = {}) => ({
  QueryLanguage: 'JSONata',
  StartAt: Object.keys(states)[0],
  States: states,
  ...more,
});
const task = (more: object) =>
  machine({ a: { Type: 'Task', Resource: invoke, Arguments: { FunctionName: 'f' }, ...end, ...more } });
const output = (Output: unknown) => machine({ a: { ...pass, Output } });
const mapOf = (more: object, processor: object = {}) =>
  machine({
    m: { Type: 'Map', ...end, ItemProcessor: { StartAt: 'x', States: { x: pass }, ...processor }, ...more },
  });
const DISTRIBUTED = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };
const reader = (more: object) =>
  mapOf(
    {
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        Arguments: { Bucket: 'b', Key: 'k' },
        ReaderConfig: { InputType: 'JSON' },
        ...more,
      },
    },
    DISTRIBUTED,
  );

describe('readDefinition refuses by name', () => {
  it.each<[string, object, RegExp]>([
    ['JSONPath, the default', { StartAt: 'a', States: { a: pass } }, /QueryLanguage: .*JSONPath.*not spoken/],
    [
      'JSONPath fields',
      machine({ a: { ...pass, InputPath: '$' } }),
      /\/States\/a: the field InputPath is not known/,
    ],
    ['an unknown top field', machine({ a: pass }, { Foo: 1 }), /the field Foo is not known/],
    ['an unknown type', machine({ a: { Type: 'Loop', ...end } }), /Type must be Task, Pass/],
    ['a start that is not there', machine({ a: pass }, { StartAt: 'z' }), /StartAt: there is no state z/],
    [
      'Next to nowhere',
      machine({ a: { Type: 'Pass', Next: 'z' } }),
      /\/States\/a\/Next: there is no state z/,
    ],
    [
      'a Catch to nowhere',
      task({ Catch: [{ ErrorEquals: ['A'], Next: 'z' }] }),
      /Catch\/0\/Next: there is no state z/,
    ],
    ['a state that nothing leads to', machine({ a: pass, b: pass }), /\/States\/b: no state leads here/],
    ['neither Next nor End', machine({ a: { Type: 'Pass' } }), /needs either Next or End/],
    ['both Next and End', machine({ a: { ...pass, Next: 'b' }, b: pass }), /needs either Next or End/],
    [
      'one name twice',
      machine({ a: { Type: 'Parallel', ...end, Branches: [{ StartAt: 'a', States: { a: pass } }] } }),
      /another state has this name/,
    ],
    [
      'States.ALL beside others',
      task({ Retry: [{ ErrorEquals: ['States.ALL', 'A'] }] }),
      /States.ALL stands alone/,
    ],
    [
      'States.ALL before others',
      task({ Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['A'] }] }),
      /States.ALL comes last/,
    ],
    [
      'a resource of another service',
      task({ Resource: 'arn:aws:states:::sqs:sendMessage' }),
      /sqs:sendMessage is not spoken here; spoken are/,
    ],
    [
      'an SDK integration',
      task({ Resource: 'arn:aws:states:::aws-sdk:s3:listBuckets' }),
      /aws-sdk:s3:listBuckets is not spoken here/,
    ],
    [
      'a parameter of lambda:invoke',
      task({ Arguments: { FunctionName: 'f', Qualifier: '1' } }),
      /Arguments: the field Qualifier is not known/,
    ],
    [
      'an asynchronous call',
      task({ Arguments: { FunctionName: 'f', InvocationType: 'Event' } }),
      /InvocationType: only RequestResponse/,
    ],
    [
      'heartbeats without a token',
      task({ HeartbeatSeconds: 5 }),
      /only a task with .waitForTaskToken has heartbeats/,
    ],
    [
      'heartbeats slower than the time limit',
      task({ Resource: `${invoke}.waitForTaskToken`, HeartbeatSeconds: 5, TimeoutSeconds: 5 }),
      /must be below TimeoutSeconds/,
    ],
    [
      'a Wait for two things',
      machine({ a: { Type: 'Wait', Seconds: 1, Timestamp: '2026-01-01T00:00:00Z', ...end } }),
      /either Seconds or Timestamp/,
    ],
    [
      'Express children',
      mapOf({}, { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' } }),
      /only STANDARD children/,
    ],
    [
      'a reader on an inline Map',
      mapOf({ ToleratedFailureCount: 1 }),
      /ToleratedFailureCount: only a Map in mode DISTRIBUTED/,
    ],
    ['CSV', reader({ ReaderConfig: { InputType: 'CSV' } }), /InputType: only the input types JSON and JSONL/],
    [
      'an inventory',
      reader({ Resource: 'arn:aws:states:::s3:getInventory' }),
      /only arn:<partition>:states:::s3:getObject or s3:listObjectsV2/,
    ],
    [
      'a batcher without a limit',
      mapOf({ ItemBatcher: { BatchInput: {} } }, DISTRIBUTED),
      /needs MaxItemsPerBatch or MaxInputBytesPerBatch/,
    ],
    [
      'a writer without a place',
      mapOf({ ResultWriter: { Resource: 'arn:aws:states:::s3:putObject' } }, DISTRIBUTED),
      /Resource and Arguments belong together/,
    ],
    [
      'Items beside ItemReader',
      mapOf(
        {
          Items: [],
          ItemReader: { Resource: 'arn:aws:states:::s3:listObjectsV2', Arguments: { Bucket: 'b' } },
        },
        DISTRIBUTED,
      ),
      /both Items and ItemReader/,
    ],
    ['text that is no JSONata', output('{% 1 + %}'), /\/States\/a\/Output: no JSONata: /],
    ['text around an expression', output('{% 1 %} and more'), /nothing around it/],
    ['$eval', output('{% $eval("1") %}'), /has no \$eval; use \$parse/],
    ['a variable that nobody assigns', output('{% $nobody %}'), /assigns the variable \$nobody/],
    [
      'a result before there is one',
      task({ Arguments: { FunctionName: 'f', Payload: '{% $states.result %}' } }),
      /Arguments\/Payload: \$states.result is not there/,
    ],
    ['a result in a Pass', output('{% $states.result %}'), /\$states.result is not there/],
    [
      'an error output outside a Catch',
      task({ Output: '{% $states.errorOutput %}' }),
      /\$states.errorOutput is not there/,
    ],
    ['a field without a document', output('{% name %}'), /'name' has no document/],
    ['the document itself', output('{% $.name %}'), /'\$' has no document/],
    [
      'an operator that Step Functions does not have',
      output('{% $states.input.a ?? 1 %}'),
      /\?\? is newer than JSONata 2.0.6/,
    ],
    ['the other newer operator', output('{% $states.input.a ?: 1 %}'), /\?: is newer than JSONata 2.0.6/],
    [
      'a variable of an outer flow set inside',
      machine({
        a: { Type: 'Pass', Assign: { v: 1 }, Next: 'p' },
        p: {
          Type: 'Parallel',
          ...end,
          Branches: [{ StartAt: 'x', States: { x: { ...pass, Assign: { v: 2 } } } }],
        },
      }),
      /\$v belongs to an outer flow/,
    ],
    [
      'an inner variable read outside',
      machine({
        p: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'x', States: { x: { ...pass, Assign: { v: 2 } } } }],
          Output: '{% $v %}',
          ...end,
        },
      }),
      /assigns the variable \$v/,
    ],
    [
      'an outer variable in a distributed Map',
      machine({
        a: { Type: 'Pass', Assign: { v: 1 }, Next: 'm' },
        m:
          mapOf({}, { ...DISTRIBUTED, StartAt: 'x', States: { x: { ...pass, Output: '{% $v %}' } } }).States[
            'm'
          ] ?? {},
      }),
      /assigns the variable \$v/,
    ],
    [
      'a reserved variable name',
      machine({ a: { ...pass, Assign: { states: 1 } } }),
      /the name states is reserved/,
    ],
  ])('%s', (_what, document, message) => {
    expect(() => readDefinition(JSON.stringify(document))).toThrow(ServiceError);
    expect(() => readDefinition(JSON.stringify(document))).toThrow(message);
  });

  it('every problem at once', () => {
    const document = machine({ a: { Type: 'Pass', Next: 'z', Output: '{% $x %}' }, b: pass });
    expect(() => readDefinition(JSON.stringify(document))).toThrow(
      /Next: there is no state z.*\$x.*b: no state leads here/,
    );
  });

  it('text that is no JSON', () => {
    expect(() => readDefinition('{')).toThrow(/is not JSON/);
  });
});

describe('readDefinition takes what asl-validator takes', () => {
  it.each<[string, object]>([
    ['a Pass', machine({ a: pass }, { Comment: 'c', Version: '1.0', TimeoutSeconds: 5 })],
    [
      'a task with everything',
      machine({
        a: {
          Type: 'Task',
          Resource: `${invoke}.waitForTaskToken`,
          Arguments: { FunctionName: 'f', Payload: { t: '{% $states.context.Task.Token %}' } },
          TimeoutSeconds: 60,
          HeartbeatSeconds: '{% $states.input.h %}',
          Retry: [
            {
              ErrorEquals: ['A'],
              IntervalSeconds: 1,
              BackoffRate: 1.5,
              MaxAttempts: 0,
              MaxDelaySeconds: 9,
              JitterStrategy: 'FULL',
            },
          ],
          Catch: [
            { ErrorEquals: ['States.ALL'], Next: 'f', Output: '{% $states.errorOutput %}', Assign: { e: 1 } },
          ],
          Output: '{% $states.result %}',
          Assign: { r: '{% $states.result.x %}' },
          Next: 'w',
        },
        w: { Type: 'Wait', Timestamp: '{% $r %}', Next: 'c' },
        c: { Type: 'Choice', Choices: [{ Condition: '{% $r = 1 %}', Next: 's' }], Default: 'f' },
        s: { Type: 'Succeed' },
        f: { Type: 'Fail', Error: 'E', Cause: '{% $string($e) %}' },
      }),
    ],
    [
      'a distributed Map with everything',
      mapOf(
        {
          ItemReader: {
            Resource: 'arn:aws:states:::s3:getObject',
            ReaderConfig: { InputType: 'JSONL', MaxItems: 10 },
            Arguments: { Bucket: 'b', Key: '{% $states.input.key %}' },
          },
          ItemSelector: { v: '{% $states.context.Map.Item.Value %}' },
          ItemBatcher: { MaxItemsPerBatch: 5, BatchInput: { n: '{% $states.input.n %}' } },
          MaxConcurrency: 3,
          ToleratedFailurePercentage: 10,
          Label: 'chunks',
          ResultWriter: {
            Resource: 'arn:aws:states:::s3:putObject',
            Arguments: { Bucket: 'b', Prefix: 'p' },
            WriterConfig: { Transformation: 'COMPACT', OutputType: 'JSON' },
          },
        },
        DISTRIBUTED,
      ),
    ],
    [
      'a nested execution',
      task({
        Resource: 'arn:aws:states:::states:startExecution.sync:2',
        Arguments: {
          StateMachineArn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:m',
          Input: { a: 1 },
        },
      }),
    ],
  ])('%s', (_what, document) => {
    expect(readDefinition(JSON.stringify(document)).States).toBeDefined();
    expect(aslValidator(document)).toMatchObject({ isValid: true });
  });
});
