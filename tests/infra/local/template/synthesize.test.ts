import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAssembly } from '#local/template/assembly.ts';
import { buildStacks } from '#local/template/build.ts';
import type { ResourceBuilders } from '#local/template/resource.ts';
import { synthesize } from '#local/template/synthesize.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = join(import.meta.dirname, '../../../..');
const fixture = 'tests/infra/local/template/fixture';
let folder: string;
const run = (town: string, appFile = `${fixture}/app.ts`) =>
  synthesize({
    appFile: join(repository, appFile),
    repository,
    context: { town },
    outDir: join(folder, 'assembly'),
    inputs: [fixture, 'cdk.json', 'absent'],
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'synth-'));
  await run('Oost');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a synthesized app', () => {
  it('is built in order, with what stacks give each other', async () => {
    const seen: [string, Readonly<Record<string, unknown>>][] = [];
    const builders: ResourceBuilders = {
      'AWS::S3::Bucket': (properties, context) => {
        seen.push([context.logicalId.replace(/[0-9A-F]{8}$/, ''), properties]);
        return { ref: 'drop-bucket', attributes: { Arn: 'arn:aws:s3:::drop-bucket' } };
      },
      'AWS::Lambda::Function': (properties, context) => {
        seen.push([String(context.metadata['verband:entry']), properties]);
        return { ref: context.generatedName(), attributes: { Arn: 'arn:handler' } };
      },
      'AWS::SNS::Topic': () => {
        throw new Error('its condition is false');
      },
    };
    const { outputs, inert } = await buildStacks(loadAssembly(join(folder, 'assembly')), builders);
    expect(seen).toMatchObject([
      ['Drop', { BucketEncryption: { ServerSideEncryptionConfiguration: expect.any(Array) } }],
      [
        'functions/receive/handler.ts',
        {
          Role: expect.stringMatching(/^arn:aws:iam::000000000000:role\/town-work-Role/),
          Environment: { Variables: { DROP_BUCKET: 'drop-bucket', PLACE: 'home', TOWN: 'Oost' } },
        },
      ],
    ]);
    expect(outputs).toEqual({ DropBucket: 'drop-bucket', HandlerArn: 'arn:handler' });
    expect(inert.map(({ stack, type }) => `${stack} ${type}`)).toEqual([
      'Data AWS::KMS::Key',
      'town-work AWS::IAM::Role',
      'town-work AWS::IAM::Policy',
    ]);
  });

  it('is kept while its inputs and its context are the same', async () => {
    const made = () => statSync(join(folder, 'assembly/manifest.json')).mtimeMs;
    const first = made();
    await run('Oost');
    expect(made()).toBe(first);
    await run('West');
    expect(made()).toBeGreaterThan(first);
    expect(readFileSync(join(folder, 'assembly/Work.template.json'), 'utf8')).toContain('"TOWN": "West"');
  });

  it('that fails says what it printed, and leaves the last assembly', async () => {
    const broken = join(folder, 'broken.ts');
    writeFileSync(broken, "console.error('no such choice'); process.exit(4);");
    const failing = synthesize({
      appFile: broken,
      repository,
      context: {},
      outDir: join(folder, 'assembly'),
      inputs: [],
    });
    await expect(failing).rejects.toThrow(/broken\.ts ended with exit code 4:\nno such choice/);
    expect(existsSync(join(folder, 'assembly/manifest.json'))).toBe(true);
  });
});
