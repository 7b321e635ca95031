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
