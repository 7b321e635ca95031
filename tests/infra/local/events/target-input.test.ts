import { envelope } from '#local/events/envelope.ts';
import { compileInput, type TargetInput } from '#local/events/target-input.ts';
import { describe, expect, it } from 'vitest';

const event = envelope({
  id: 'e1',
  timeMs: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
  source: 'aws.s3',
  detailType: 'Object Created',
  resources: ['arn:aws:s3:::drop'],
  detail: { bucket: { name: 'drop' }, object: { key: 'a "b"/c', size: 3 }, 'request-id': 'r' },
});
const rule = { name: 'drops', arn: 'arn:rule' };
const inputOf = (given: TargetInput): unknown => JSON.parse(compileInput(given)(event, rule));

describe('the input of a target', () => {
  it('is the whole event by default', () => {
    expect(inputOf({})).toEqual({
      version: '0',
      id: 'e1',
      'detail-type': 'Object Created',
      source: 'aws.s3',
      account: '000000000000',
      time: '2026-01-02T03:04:05Z',
      region: 'eu-west-1',
      resources: ['arn:aws:s3:::drop'],
      detail: event.detail,
    });
  });

  it.each<[string, TargetInput, unknown]>([
    ['a constant', { Input: '{"a":1}' }, { a: 1 }],
    ['a part', { InputPath: '$.detail.bucket' }, { name: 'drop' }],
    ['an element', { InputPath: '$.resources[0]' }, 'arn:aws:s3:::drop'],
    ['a quoted field', { InputPath: "$.detail['request-id']" }, 'r'],
    ['nothing', { InputPath: '$.detail.absent.name' }, null],
    [
      'a filled template',
      {
        InputTransformer: {
          InputPathsMap: { key: '$.detail.object.key', size: '$.detail.object.size', gone: '$.detail.x' },
          InputTemplate:
            '{"key": <key>, "size": <size>, "said": "key <key> of <size>, <gone>by <aws.events.rule-name>", "gone": <gone>}',
        },
      },
      { key: 'a "b"/c', size: 3, said: 'key a "b"/c of 3, by drops', gone: null },
    ],
    [
      'the event within a template',
      { InputTransformer: { InputTemplate: '{"event": <aws.events.event.json>, "\\"<": 1}' } },
      { event, '"<': 1 },
    ],
  ])('can be %s', (_, given, expected) => {
    expect(inputOf(given)).toEqual(expected);
  });

  it.each<[TargetInput, string]>([
    [{ Input: 'no json' }, 'JSON'],
    [{ Input: '{}', InputPath: '$' }, 'one of Input, InputPath and InputTransformer'],
    [{ InputPath: '$.detail[*]' }, 'the path "$.detail[*]" is not honoured'],
    [{ InputTransformer: { InputTemplate: '{"a": <b>}' } }, '<b> is neither in InputPathsMap'],
  ])('refuses %j', (given, message) => {
    expect(() => compileInput(given)).toThrow(message);
  });

  it('refuses to hand on what is not JSON', () => {
    const input = compileInput({ InputTransformer: { InputTemplate: 'key: <aws.events.rule-name>' } });
    expect(() => input(event, rule)).toThrow('rule drops: the filled InputTemplate is not JSON');
  });
});
