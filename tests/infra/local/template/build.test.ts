import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { loadAssembly } from '#local/template/assembly.ts';
import { type Built, buildStacks } from '#local/template/build.ts';
import { honoured } from '#local/template/properties.ts';
import type { ResourceBuilders } from '#local/template/resource.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
let made: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  made = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const builders: ResourceBuilders = {
  'AWS::SNS::Topic': (properties, context) => {
    const { TopicName } = honoured(
      z.strictObject({ TopicName: z.string().optional() }),
      { Tags: 'no effect' },
      properties,
      context,
    );
    made.push(context.logicalId);
    const ref = `arn:${TopicName ?? context.generatedName(24)}`;
    return { ref, attributes: { TopicName: TopicName ?? '' } };
  },
};

type Stacks = Record<string, { template: unknown; dependencies?: string[]; environment?: string }>;

/** Writes an assembly as the CDK would, and builds it. */
function build(stacks: Stacks): Promise<Built> {
  const artifacts = Object.entries(stacks).map(([id, { template, dependencies, environment }]) => {
    writeFileSync(join(folder, `${id}.json`), JSON.stringify(template));
    const properties = { templateFile: `${id}.json` };
    return [
      id,
      {
        type: 'aws:cloudformation:stack',
        environment: environment ?? 'aws://unknown-account/unknown-region',
        dependencies,
        properties,
      },
    ];
  });
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify({ version: '1', artifacts: Object.fromEntries(artifacts) }),
  );
  return Promise.resolve().then(() => buildStacks(loadAssembly(folder), builders));
}
const one = (template: unknown): Promise<Built> => build({ Town: { template } });
const topic = (properties: unknown = {}, rest: object = {}) => ({
  Type: 'AWS::SNS::Topic',
  Properties: properties,
  ...rest,
});

describe('a template', () => {
  it('is built in the order of its references and of DependsOn', async () => {
    await one({
      Resources: {
        A: topic({ TopicName: { 'Fn::Sub': '${B.TopicName}-a' } }),
        B: topic({ TopicName: 'b' }, { DependsOn: ['C'] }),
        C: topic({ Tags: [] }),
      },
    });
    expect(made).toEqual(['C', 'B', 'A']);
  });

  it('is built in the order of its stacks', async () => {
    const { outputs } = await build({
      Second: {
        dependencies: ['First', 'First.assets'],
        template: {
          Resources: { A: topic({ TopicName: { 'Fn::ImportValue': 'First:Name' } }) },
          Outputs: { Topic: { Value: { Ref: 'A' } } },
        },
      },
      First: {
        template: {
          Resources: { B: topic() },
          Outputs: {
            ExportsOutputRefB: { Value: 'shared', Export: { Name: 'First:Name' } },
            Count: { Value: 3 },
          },
        },
      },
    });
    expect(made).toEqual(['B', 'A']);
    expect(outputs).toEqual({ Count: '3', Topic: 'arn:shared' });
  });

  it('gives names that stay the same and keep to the limit', async () => {
    const template = { Resources: { Alerts: topic() }, Outputs: { Arn: { Value: { Ref: 'Alerts' } } } };
    const first = await one(template);
    expect(await one(template)).toEqual(first);
    expect(first.outputs['Arn']).toMatch(/^arn:Town-Alerts-[0-9A-F]{12}$/);
  });

  it('leaves out what its condition excludes, and takes parameters by default', async () => {
    await one({
      Parameters: { Stage: { Type: 'String', Default: 'test' } },
      Conditions: { Live: { 'Fn::Equals': [{ Ref: 'Stage' }, 'live'] } },
      Resources: { A: topic({}, { Condition: 'Live' }), B: topic({ TopicName: { Ref: 'Stage' } }) },
      Outputs: { A: { Value: { Ref: 'A' }, Condition: 'Live' } },
    });
    expect(made).toEqual(['B']);
  });

  it('lists what has no effect, with the reason, and still gives its Arn', async () => {
    const { inert, outputs } = await one({
      Resources: {
        Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Ref: 'Unread' } } },
        Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
        Key: { Type: 'AWS::KMS::Key' },
      },
      Outputs: {
        Role: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } },
        Dead: { Value: { 'Fn::GetAtt': ['Dead', 'Arn'] } },
        Key: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } },
      },
    });
    expect(inert).toMatchObject([
      {
        stack: 'Town',
        logicalId: 'Role',
        type: 'AWS::IAM::Role',
        reason: 'permissions are not checked here',
      },
      { logicalId: 'Dead' },
      { logicalId: 'Key' },
    ]);
    expect(outputs).toEqual({
      Role: expect.stringMatching(/^arn:aws:iam::000000000000:role\/Town-Role-/),
      Dead: 'arn:aws:sqs:eu-west-1:000000000000:dead',
      Key: expect.stringMatching(/^arn:aws:kms:eu-west-1:000000000000:key\/[0-9a-f-]{36}$/),
    });
  });

  it.each<[string, Stacks, string]>([
    [
      'types that it cannot build, all at once',
      {
        Town: {
          template: { Resources: { A: topic(), V: { Type: 'AWS::EC2::VPC' }, C: { Type: 'Custom::Thing' } } },
        },
      },
      'the embedded cloud cannot build: Town/V (AWS::EC2::VPC), Town/C (Custom::Thing)',
    ],
    [
      'a property',
      { Town: { template: { Resources: { A: topic({ FifoTopic: true }) } } } },
      'Town/A: not honoured by the embedded cloud',
    ],
    [
      'an attribute',
      {
        Town: {
          template: { Resources: { A: topic({ TopicName: { 'Fn::GetAtt': ['B', 'X'] } }), B: topic() } },
        },
      },
      'Town/A (AWS::SNS::Topic): B (AWS::SNS::Topic) has no attribute "X"',
    ],
    [
      'a reference',
      { Town: { template: { Resources: { A: topic({ TopicName: { Ref: 'Gone' } }) } } } },
      'there is no resource or parameter "Gone" in stack Town',
    ],
    [
      'a cycle',
      {
        Town: {
          template: {
            Resources: { A: topic({}, { DependsOn: 'B' }), B: topic({ TopicName: { Ref: 'A' } }) },
          },
        },
      },
      'a cycle of dependencies: A → B → A',
    ],
    [
      'a section',
      { Town: { template: { Transform: 'AWS::Serverless-2016-10-31', Resources: {} } } },
      'Town.json: not honoured by the embedded cloud',
    ],
    [
      'another account',
      { Town: { template: {}, environment: 'aws://123456789012/eu-west-1' } },
      'stack Town is bound to aws://123456789012/eu-west-1',
    ],
    [
      'an import that nobody gives',
      { Town: { template: { Outputs: { A: { Value: { 'Fn::ImportValue': 'x' } } } } } },
      'no stack before Town gives the export "x"',
    ],
    [
      'two values of one output',
      {
        One: { template: { Outputs: { A: { Value: '1' } } } },
        Two: { template: { Outputs: { A: { Value: '2' } } } },
      },
      'two stacks give the output A',
    ],
  ])('is refused for %s', async (_, stacks, message) => {
    await expect(build(stacks)).rejects.toThrow(message);
  });

  it('makes nothing of a stack that has a type it cannot build', async () => {
    await expect(one({ Resources: { A: topic(), V: { Type: 'AWS::EC2::VPC' } } })).rejects.toThrow('Town/V');
    expect(made).toEqual([]);
  });
});
