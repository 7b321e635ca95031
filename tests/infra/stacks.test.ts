import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import * as z from 'zod';
import { beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }).loose(),
  ),
});
type Template = z.infer<typeof Template>;
const Statement = z
  .object({
    Effect: z.string(),
    Action: z.union([z.string(), z.array(z.string())]),
    Resource: z.unknown().optional(),
  })
  .loose();

let outDir = '';
const templates = new Map<string, Template>();
const texts = new Map<string, string>();

/** Synthesizes as `cdk synth` does, without bundling code. */
function synthesize(region: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'verband-synth-'));
  const { context } = z
    .object({ context: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')));
  const result = spawnSync(process.execPath, [join(ROOT, 'infra/app.ts')], {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      ...process.env,
      CDK_OUTDIR: dir,
      CDK_CONTEXT_JSON: JSON.stringify({ ...context, region, 'aws:cdk:bundling-stacks': [] }),
    },
  });
  expect(result.stderr).not.toContain('ERROR');
  return dir;
}

beforeAll(() => {
  outDir = synthesize('eu-west-1');
  for (const stack of ['VerbandStateful', 'VerbandStateless']) {
    const text = readFileSync(join(outDir, `${stack}.template.json`), 'utf8');
    texts.set(stack, text);
    templates.set(stack, Template.parse(JSON.parse(text)));
  }
}, 60_000);

const resources = (type: string) =>
  [...templates.values()].flatMap((template) =>
    Object.values(template.Resources).filter((resource) => resource.Type === type),
  );
const statements = () =>
  resources('AWS::IAM::Policy').flatMap(
    (policy) =>
      z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }) }).parse(policy.Properties)
        .PolicyDocument.Statement,
  );

/** What stands for the account and the partition; any other reference becomes an ARN of some hundred characters. */
const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws-eusc',
  'AWS::AccountId': '1'.repeat(12),
  'AWS::Region': 'eusc-de-east-1',
};

/** A part of a template as CloudFormation would fill it in. */
function rendered(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(rendered);
  if (typeof part !== 'object' || part === null) return part;
  const entries = Object.entries(part);
  const [[name, value] = ['', undefined]] = entries;
  if (name === 'Fn::Join' && Array.isArray(value)) {
    const pieces = z.array(z.unknown()).parse(value[1]);
    return pieces.map(rendered).join(String(value[0]));
  }
  if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::')))
    return PSEUDO[typeof value === 'string' ? value : ''] ?? 'x'.repeat(100);
  return Object.fromEntries(entries.map(([key, each]) => [key, rendered(each)]));
}

/** The statements of the one policy whose logical id begins so. */
const policyOf = (logicalId: string) =>
  [...templates.values()].flatMap((template) =>
    Object.entries(template.Resources)
      .filter(([id, { Type }]) => Type === 'AWS::IAM::Policy' && id.startsWith(logicalId))
      .flatMap(
        ([, { Properties }]) =>
          z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }) }).parse(Properties)
            .PolicyDocument.Statement,
      ),
  );

describe('the stacks', () => {
  it('pass the AwsSolutions checks, but for what is acknowledged with a reason', () => {
    const report: unknown = JSON.parse(readFileSync(join(outDir, 'validation-report.json'), 'utf8'));
    expect(JSON.stringify(report)).not.toMatch(/"conclusion":"failure"/i);
  });

  it('allow no wildcard action (R42)', () => {
    const actions = statements().flatMap((statement) => [statement.Action].flat());
    expect(actions.length).toBeGreaterThan(50);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('keep every bucket private, versioned and encrypted (R42)', () => {
    const buckets = resources('AWS::S3::Bucket');
    expect(buckets.length).toBe(5);
    for (const bucket of buckets) {
      expect(bucket.Properties).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: expect.anything(),
      });
    }
  });

  it('protect what must outlive a release', () => {
    const tables = resources('AWS::DynamoDB::GlobalTable');
    expect(tables.length).toBe(3);
    for (const table of tables)
      expect(JSON.stringify(table.Properties)).toContain('"DeletionProtectionEnabled":true');
    const retained = Object.values(templates.get('VerbandStateful')?.Resources ?? {}).filter((resource) =>
      /Bucket$|GlobalTable$|Key$|Secret$/.test(resource.Type),
    );
    expect(retained.every((resource) => resource.DeletionPolicy === 'Retain')).toBe(true);
  });

  it('let one function alone reach the audit’s bucket and key (R25)', () => {
    const Named = z.object({ Properties: z.record(z.string(), z.unknown()) }).loose();
    const stateless = Object.entries(templates.get('VerbandStateless')?.Resources ?? {});
    const reaching = stateless.filter(([, resource]) =>
      /ExportsOutput\w*Audit/.test(JSON.stringify(Named.parse(resource).Properties)),
    );
    expect(reaching.length).toBeGreaterThan(1);
    expect(reaching.map(([id]) => id).filter((id) => !id.startsWith('fairnessDoor'))).toEqual([]);
    const stateful = Object.entries(templates.get('VerbandStateful')?.Resources ?? {});
    const keys = stateful.filter(([, { Type }]) => Type === 'AWS::KMS::Key').map(([id]) => id);
    expect(keys).toHaveLength(2);
    const audit = stateful.find(([id, { Type }]) => Type === 'AWS::S3::Bucket' && id.startsWith('Audit'));
    const own = keys.find((id) => id.startsWith('Audit')) ?? 'none';
    expect(JSON.stringify(audit?.[1].Properties)).toContain(`"${own}"`);
    // No catalogue describes it, so no query of an analyst or a pattern can name it.
    for (const [id, { Type, Properties }] of stateful)
      if (Type.startsWith('AWS::Glue')) expect(JSON.stringify(Properties), id).not.toContain('Audit');
  });

  it('let analysts reach the analysis database and its objects, and nothing that identifies people', () => {
    const text = JSON.stringify(policyOf('SignInRoleanalyst'));
    expect(text).toContain('athena:StartQueryExecution');
    expect(text).toContain('verband_analysis');
    expect(text).toContain('/analysis/*');
    expect(text).not.toContain('restricted');
    const objects = policyOf('SignInRoleanalyst').filter(({ Action }) =>
      [Action].flat().includes('s3:GetObject'),
    );
    expect(objects).toHaveLength(1);
    expect(JSON.stringify(objects[0]?.Resource)).toMatch(/"\/analysis\/\*"/);
    expect(text).not.toMatch(/PutObject|DeleteObject|dynamodb|secretsmanager/);
  });

  it('let stewards drop files and never get one', () => {
    const onDrop = policyOf('SignInRolesteward').filter(({ Resource }) =>
      JSON.stringify(Resource).includes('DropBucket'),
    );
    expect(onDrop.flatMap(({ Action }) => [Action].flat()).toSorted()).toEqual([
      's3:AbortMultipartUpload',
      's3:PutObject',
    ]);
  });

  it('let each group ask at its own doors only', () => {
    const doors = (group: string) =>
      [...JSON.stringify(policyOf(`SignInRole${group}`)).matchAll(/"(\w+Door)Function/g)].map(
        ([, door]) => door,
      );
    expect(doors('subscriber')).toEqual(['watchDoor']);
    expect(doors('analyst')).toEqual(['detectDoor']);
    expect(new Set(doors('steward'))).toEqual(new Set(['linkDoor', 'reportDoor']));
    expect(doors('caseworker')).not.toContain('fairnessDoor');
    expect(doors('privacyofficer')).toContain('fairnessDoor');
  });

  it('end a session that is not used after a quarter of an hour, and any after eight (R44)', () => {
    expect(resources('AWS::Cognito::UserPool')[0]?.Properties).toMatchObject({
      MfaConfiguration: 'ON',
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    });
    expect(resources('AWS::Cognito::UserPoolClient')[0]?.Properties).toMatchObject({
      AccessTokenValidity: 15,
      IdTokenValidity: 15,
      RefreshTokenValidity: 480,
    });
  });

  it('say with every alarm what to do, and tell somebody', () => {
    const alarms = resources('AWS::CloudWatch::Alarm');
    expect(alarms.length).toBeGreaterThan(10);
    for (const { Properties } of alarms) {
      expect(Properties.AlarmDescription).toMatch(/\. What to do: .{20,}/);
      expect(Properties.AlarmActions).toHaveLength(1);
    }
  });

  it('keep an event that started nothing', () => {
    expect(JSON.stringify(resources('AWS::Events::Rule'))).toMatch(/DeadLetterConfig.*DeadLetters/);
  });

  it('stay within what IAM takes of a role’s policies', () => {
    const sizes = resources('AWS::IAM::Policy').map(
      ({ Properties }) => JSON.stringify(rendered(Properties.PolicyDocument)).length,
    );
    expect(Math.max(...sizes)).toBeLessThan(10_240);
  });

  it('name no partition (R43)', () => {
    for (const text of texts.values()) expect(text).not.toMatch(/arn:aws:/);
  });

  it('refuse a region outside the EU (R43)', () => {
    const { context } = z
      .object({ context: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')));
    const result = spawnSync(process.execPath, [join(ROOT, 'infra/app.ts')], {
      cwd: ROOT,
      encoding: 'utf8',
      env: {
        ...process.env,
        CDK_OUTDIR: mkdtempSync(join(tmpdir(), 'verband-synth-')),
        CDK_CONTEXT_JSON: JSON.stringify({ ...context, region: 'us-east-1', 'aws:cdk:bundling-stacks': [] }),
      },
    });
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain('data stays in the EU');
  });
});
