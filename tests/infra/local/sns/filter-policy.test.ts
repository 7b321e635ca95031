import { describe, expect, it } from 'vitest';
import { parseFilterPolicy, passes } from '#local/sns/filter-policy.ts';

describe.each([
  [{ kind: ['link', 'case'] }, { kind: ['case'] }, true],
  [{ kind: ['link', 'case'] }, { kind: ['score'] }, false],
  [{ kind: ['link'] }, {}, false],
  [{ kind: ['link'], theme: ['hemp'] }, { kind: ['link'], theme: ['housing'] }, false],
  [{ kind: [{ prefix: 'li' }] }, { kind: ['link'] }, true],
  [{ kind: [{ prefix: 'li' }] }, { kind: ['case'] }, false],
  [{ kind: [{ 'anything-but': ['link', 'case'] }] }, { kind: ['score'] }, true],
  [{ kind: [{ 'anything-but': ['link', 'case'] }] }, { kind: ['case'] }, false],
  [{ kind: [{ 'anything-but': 'link' }] }, {}, false],
  [{ kind: [{ 'anything-but': { prefix: 'li' } }] }, { kind: ['link'] }, false],
  [{ kind: [{ 'anything-but': { prefix: 'li' } }] }, { kind: ['case'] }, true],
  [{ score: [{ numeric: ['>=', 0.5, '<', 0.9] }] }, { score: [0.5] }, true],
  [{ score: [{ numeric: ['>=', 0.5, '<', 0.9] }] }, { score: [0.9] }, false],
  [{ score: [{ numeric: ['=', 3] }] }, { score: ['3'] }, false],
  [{ score: [3] }, { score: [3] }, true],
  [{ kind: [{ exists: true }] }, { kind: ['x'] }, true],
  [{ kind: [{ exists: false }] }, { kind: ['x'] }, false],
  [{ kind: [{ exists: false }] }, {}, true],
  [{ teams: ['b'] }, { teams: ['a', 'b'] }, true],
])('on attributes, %j', (policy, attributes, expected) => {
  it(`${expected ? 'lets' : 'stops'} ${JSON.stringify(attributes)}`, () => {
    const parsed = parseFilterPolicy(JSON.stringify(policy), 'MessageAttributes');
    expect(passes(parsed, attributes)).toBe(expected);
  });
});

describe.each([
  [{ entry: { kind: ['link'] } }, { entry: { kind: 'link' } }, true],
  [{ entry: { kind: ['link'] } }, { entry: { kind: 'case' } }, false],
  [{ entry: { kind: ['link'] } }, { entry: [{ kind: 'case' }, { kind: 'link' }] }, true],
  [{ entry: { kind: ['link'] } }, { entry: 'link' }, false],
  [{ open: [true] }, { open: true }, true],
  [{ a: [{ exists: false }] }, { b: 1 }, true],
])('on the body, %j', (policy, body, expected) => {
  it(`${expected ? 'lets' : 'stops'} ${JSON.stringify(body)}`, () => {
    expect(passes(parseFilterPolicy(JSON.stringify(policy), 'MessageBody'), body)).toBe(expected);
  });
});

it.each([
  ['suffix', { kind: [{ suffix: 'x' }] }],
  ['equals-ignore-case', { kind: [{ 'equals-ignore-case': 'x' }] }],
  ['cidr', { ip: [{ cidr: '10.0.0.0/8' }] }],
  ['$or', { $or: [{ a: ['1'] }, { b: ['2'] }] }],
  ['more than 5 names', { a: ['1'], b: ['1'], c: ['1'], d: ['1'], e: ['1'], f: ['1'] }],
  ['more than 150 combinations', { a: Array.from({ length: 151 }, (_, i) => String(i)) }],
])('refuses %s', (words, policy) => {
  expect(() => parseFilterPolicy(JSON.stringify(policy), 'MessageAttributes')).toThrow(words);
});

it('refuses a nested policy on attributes, and what is not JSON', () => {
  expect(() => parseFilterPolicy('{"a":{"b":["c"]}}', 'MessageAttributes')).toThrow('FilterPolicy');
  expect(() => parseFilterPolicy('{', 'MessageAttributes')).toThrow('it is not JSON');
});
