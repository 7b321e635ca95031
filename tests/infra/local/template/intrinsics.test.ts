import { resolveValue } from '#local/template/intrinsics.ts';
import { references } from '#local/template/references.ts';
import type { Scope } from '#local/template/scope.ts';
import { describe, expect, it } from 'vitest';

const find = (values: Record<string, unknown>, key: string): unknown => {
  if (!(key in values)) throw new Error(`no ${key}`);
  return values[key];
};
const scope: Scope = {
  stackName: 'town',
  ref: (name) => find({ Drop: 'drop-1', Stage: 'test' }, name),
  attribute: (id, name) =>
    String(find({ 'Drop.Arn': 'arn:drop', 'Table.Stream.Arn': 'arn:stream' }, `${id}.${name}`)),
  condition: (name) =>
    find(
      { Test: { 'Fn::Equals': [{ Ref: 'Stage' }, 'test'] }, Live: { 'Fn::Not': [{ Condition: 'Test' }] } },
      name,
    ),
  importValue: (name) => find({ 'Data:Drop': 'exported' }, name),
  stackOutput: (stack, output) => find({ 'data/Drop': 'given' }, `${stack}/${output}`),
};

describe('intrinsics', () => {
  it.each<[unknown, unknown]>([
    [{ Ref: 'Drop' }, 'drop-1'],
    [{ Ref: 'AWS::Region' }, 'eu-west-1'],
    [{ Ref: 'AWS::AccountId' }, '000000000000'],
    [{ Ref: 'AWS::Partition' }, 'aws'],
    [{ Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
    [{ Ref: 'AWS::StackName' }, 'town'],
    [{ 'Fn::GetAtt': ['Drop', 'Arn'] }, 'arn:drop'],
    [{ 'Fn::GetAtt': 'Table.Stream.Arn' }, 'arn:stream'],
    [
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', { Ref: 'Drop' }, '/*']] },
      'arn:aws:s3:::drop-1/*',
    ],
    [{ 'Fn::Sub': '${Drop} ${Drop.Arn} ${AWS::Region} ${!Literal}' }, 'drop-1 arn:drop eu-west-1 ${Literal}'],
    [{ 'Fn::Sub': ['${a}-${Drop}', { a: { Ref: 'Stage' } }] }, 'test-drop-1'],
    [{ 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    [{ 'Fn::If': ['Test', 'yes', { Ref: 'Missing' }] }, 'yes'],
    [{ 'Fn::If': ['Live', { Ref: 'Missing' }, 'no'] }, 'no'],
    [
      { a: 1, b: { Ref: 'AWS::NoValue' }, c: [1, { Ref: 'AWS::NoValue' }] },
      { a: 1, c: [1] },
    ],
    [{ 'Fn::ImportValue': { 'Fn::Sub': 'Data:Drop' } }, 'exported'],
    [{ 'Fn::GetStackOutput': { StackName: 'data', OutputName: 'Drop' } }, 'given'],
    [
      { Statement: { Condition: { Bool: { a: 'false' } } } },
      { Statement: { Condition: { Bool: { a: 'false' } } } },
    ],
    [
      { n: 3, t: true, nothing: null },
      { n: 3, t: true, nothing: null },
    ],
  ])('%j gives %j', (value, expected) => {
    expect(resolveValue(value, scope)).toEqual(expected);
  });

  it.each<[unknown, string]>([
    [{ 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }, 'Fn::Cidr is not honoured'],
    [{ Ref: 'Missing' }, 'no Missing'],
    [{ a: ['{{resolve:secretsmanager:pepper}}'] }, 'dynamic references are not honoured'],
    [{ 'Fn::Join': ['', ['{{resolve:ssm:', 'x}}']] }, 'dynamic references are not honoured'],
    [{ 'Fn::Select': [5, ['a']] }, 'there is no item 5'],
    [{ 'Fn::Join': ['', 'text'] }, 'a list is expected'],
    [{ 'Fn::If': ['Unknown', 1, 2] }, 'no Unknown'],
    [
      { 'Fn::GetStackOutput': { StackName: 'data', OutputName: 'Drop', Region: 'us-east-1' } },
      'no region "us-east-1"',
    ],
  ])('refuses %j', (value, message) => {
    expect(() => resolveValue(value, scope)).toThrow(message);
  });

  it('tell what they refer to', () => {
    const value = {
      a: [{ 'Fn::Sub': ['${A.Arn}${!B}${C}', { C: { Ref: 'D' } }] }],
      b: { 'Fn::GetAtt': ['E', 'Arn'] },
    };
    expect([...references(value)].toSorted((a, b) => a.localeCompare(b))).toEqual(['A', 'C', 'D', 'E']);
  });
});
