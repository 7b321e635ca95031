import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { statesResources } from '#local/states/resources.ts';
import { ask, type Cloud, definition, machineArn, openCloud, textOf } from './cloud.ts';

let cloud: Cloud;
let assemblyDir: string;
beforeEach(() => {
  cloud = openCloud();
  assemblyDir = mkdtempSync(join(tmpdir(), 'assembly-'));
});
afterEach(() => {
  cloud.close();
  rmSync(assemblyDir, { recursive: true });
});

async function build(properties: Record<string, unknown>) {
  const context = {
    logicalId: 'Ingest',
    stackName: 'Verband',
    metadata: {},
    assemblyDir,
    generatedName: () => 'Verband-Ingest-1',
  };
  return await statesResources(cloud.states)['AWS::StepFunctions::StateMachine']?.(properties, context);
}

const document = definition({ a: { Type: 'Pass', Output: '${value}', End: true } });
const inert = {
  RoleArn: 'arn:aws:iam::000000000000:role/r',
  LoggingConfiguration: { Level: 'ALL' },
  TracingConfiguration: { Enabled: true },
  Tags: [],
  EncryptionConfiguration: { Type: 'AWS_OWNED_KEY' },
};

it('builds a machine from a string, under a made-up name when it has none', async () => {
  const arn = machineArn('Verband-Ingest-1');
  expect(await build({ DefinitionString: definition({ a: { Type: 'Succeed' } }), ...inert })).toEqual({
    ref: arn,
    attributes: { Arn: arn, Name: 'Verband-Ingest-1' },
  });
  expect(await ask(cloud.states, 'DescribeStateMachine', { stateMachineArn: arn })).toMatchObject({
    roleArn: inert.RoleArn,
  });
});

it.each(['abc123.json', 'assets/abc123.json', 'abc123'])(
  'reads the asset with the key %s and makes its substitutions',
  async (Key) => {
    writeFileSync(join(assemblyDir, Key === 'abc123' ? 'asset.abc123' : 'asset.abc123.json'), document);
    const value = 'a "quoted"\nvalue';
    await build({
      StateMachineName: 'ingest',
      DefinitionS3Location: { Bucket: 'b', Key },
      DefinitionSubstitutions: { value },
    });
    const { definition: defined } = await ask(cloud.states, 'DescribeStateMachine', {
      stateMachineArn: machineArn('ingest'),
    });
    expect(JSON.parse(textOf(defined)).States.a.Output).toBe(value);
  },
);

it('finds an asset without extension for a key with one', async () => {
  writeFileSync(join(assemblyDir, 'asset.abc123'), definition({ a: { Type: 'Succeed' } }));
  expect(
    await build({ StateMachineName: 'ingest', DefinitionS3Location: { Bucket: 'b', Key: 'abc123.json' } }),
  ).toMatchObject({ ref: machineArn('ingest') });
});

it('may be built again, with another definition', async () => {
  for (const Output of [1, 1, 2])
    await build({
      StateMachineName: 'm',
      DefinitionString: definition({ a: { Type: 'Pass', Output, End: true } }),
    });
  const { definition: defined } = await ask(cloud.states, 'DescribeStateMachine', {
    stateMachineArn: machineArn('m'),
  });
  expect(JSON.parse(textOf(defined)).States.a.Output).toBe(2);
});

describe.each<[string, Record<string, unknown>, RegExp]>([
  [
    'a property that it does not know',
    { DefinitionString: document, Foo: 1 },
    /Ingest: Properties: the field Foo is not known/,
  ],
  ['no definition', {}, /Ingest: needs either DefinitionString or DefinitionS3Location/],
  [
    'an asset that is not there',
    { DefinitionS3Location: { Bucket: 'b', Key: 'no.json' } },
    /no asset no.json/,
  ],
  [
    'a substitution without a value',
    { DefinitionString: document },
    /no DefinitionSubstitutions for \$\{value\}/,
  ],
  [
    'an Express machine',
    { StateMachineType: 'EXPRESS', DefinitionString: definition({ a: { Type: 'Succeed' } }) },
    /type EXPRESS are not built here/,
  ],
  [
    'a definition that is not valid',
    { DefinitionString: definition({ a: { Type: 'Loop' } }) },
    /Type must be/,
  ],
])('%s', (_what, properties, message) => {
  it('is refused by name', async () => {
    await expect(build(properties)).rejects.toThrow(message);
  });
});
