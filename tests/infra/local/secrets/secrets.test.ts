import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Gateway, serve } from '#local/gateway.ts';
import { secretsResources } from '#local/secrets/resources.ts';
import { openSecrets } from '#local/secrets/service.ts';
import { openStore, type Store } from '#local/store.ts';
import { aws, awsInstalled } from '#tests/infra/local/aws-cli.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'secrets-'));
let store: Store;
let gateway: Gateway;
let client: SecretsManagerClient;

beforeAll(async () => {
  store = openStore(dataDir);
  gateway = await serve({ services: [openSecrets({ store })], port: 0 });
  client = new SecretsManagerClient({
    endpoint: gateway.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await gateway.close();
  store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** As the template loader builds it at each start. */
async function build(Name: string, properties: Record<string, unknown>): Promise<string> {
  const built = await secretsResources(openSecrets({ store }))['AWS::SecretsManager::Secret']?.(
    { Name, ...properties },
    {
      logicalId: 'Secret',
      stackName: 'Stateful',
      metadata: {},
      assemblyDir: '/nowhere',
      generatedName: () => 'generated',
    },
  );
  return built?.ref ?? '';
}
const value = (SecretId: string) => client.send(new GetSecretValueCommand({ SecretId }));

it('makes a value up once and keeps it over restarts', async () => {
  const properties = { GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } };
  const arn = await build('pepper', properties);
  expect(arn).toMatch(/^arn:aws:secretsmanager:eu-west-1:000000000000:secret:pepper-[A-Za-z0-9]{6}$/);
  const first = await value('pepper');
  expect(first.SecretString).toMatch(/^[A-Za-z0-9]{64}$/);
  expect(first.VersionStages).toEqual(['AWSCURRENT']);
  expect(await build('pepper', properties)).toBe(arn);
  for (const id of [arn, 'pepper', arn.slice(0, -7)]) {
    const { SecretString, VersionId, ARN } = await value(id);
    expect({ SecretString, VersionId, ARN }).toEqual({
      SecretString: first.SecretString,
      VersionId: first.VersionId,
      ARN: arn,
    });
  }
});

it('puts the value into a template of JSON', async () => {
  await build('login', {
    GenerateSecretString: {
      SecretStringTemplate: '{"user":"admin"}',
      GenerateStringKey: 'password',
      ExcludeCharacters: '"@/\\ab',
      PasswordLength: 200,
    },
  });
  const { user, password } = JSON.parse((await value('login')).SecretString ?? '');
  expect(user).toBe('admin');
  expect(password).toMatch(/^[^"@/\\ab]{200}$/);
});

it('has one of each type of character by default', async () => {
  await build('mixed', { GenerateSecretString: { PasswordLength: 4 } });
  const { SecretString = '' } = await value('mixed');
  for (const type of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/]) expect(SecretString).toMatch(type);
});

it('follows a value that the template sets', async () => {
  const arn = await build('fixed', { SecretString: 'one', Description: 'for tests' });
  const before = await value('fixed');
  expect(await build('fixed', { SecretString: 'two', Description: 'for tests' })).toBe(arn);
  const after = await value('fixed');
  expect([before.SecretString, after.SecretString]).toEqual(['one', 'two']);
  expect(after.VersionId).not.toBe(before.VersionId);
  const described = await client.send(new DescribeSecretCommand({ SecretId: 'fixed' }));
  expect(described).toMatchObject({ ARN: arn, Name: 'fixed', Description: 'for tests' });
  expect(described).not.toHaveProperty('SecretString');
});

it('lists secrets page after page', async () => {
  const names: (string | undefined)[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListSecretsCommand({ MaxResults: 2, NextToken }));
    names.push(...(page.SecretList ?? []).map(({ Name }) => Name));
    NextToken = page.NextToken;
  } while (NextToken);
  expect(names).toEqual(['fixed', 'login', 'mixed', 'pepper']);
});

it.each([
  ['a secret that is not there', () => value('nothing'), 'ResourceNotFoundException'],
  [
    'a version that is not there',
    () => client.send(new GetSecretValueCommand({ SecretId: 'fixed', VersionStage: 'AWSPREVIOUS' })),
    'ResourceNotFoundException',
  ],
  [
    'a parameter that it does not honour',
    () => client.send(new ListSecretsCommand({ Filters: [{ Key: 'name', Values: ['x'] }] })),
    'InvalidParameterException',
  ],
  [
    'an operation that it does not speak',
    () => client.send(new CreateSecretCommand({ Name: 'x', SecretString: 'y' })),
    'UnknownOperationException',
  ],
])('answers %s with an error', async (_what, send, name) => {
  await expect(send()).rejects.toMatchObject({ name });
});

it.each([
  ['ReplicaRegions', { SecretString: 's', ReplicaRegions: [{ Region: 'eu-central-1' }] }],
  ['one of SecretString and GenerateSecretString', { SecretString: 's', GenerateSecretString: {} }],
  ['one of SecretString and GenerateSecretString', {}],
  ['come together', { GenerateSecretString: { GenerateStringKey: 'k' } }],
])('refuses in the template: %s', async (words, properties) => {
  await expect(build('refused', properties)).rejects.toThrow(words);
});

it.skipIf(!awsInstalled)('answers the aws command line', async () => {
  const answer = await aws(gateway.url, 'secretsmanager', 'get-secret-value', '--secret-id', 'fixed');
  expect(answer).toMatchObject({ Name: 'fixed', SecretString: 'two' });
});
