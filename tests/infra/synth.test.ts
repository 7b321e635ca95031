import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, openCloud } from '#local/cloud.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const STACKS = ['VerbandStateful', 'VerbandStateless'];
const folder = (name: string) => mkdtempSync(join(tmpdir(), `verband-${name}-`));

/** Names of assets are hashes of what lies in them: bundled code here, source there. */
const withoutAssets = (text: string): unknown => JSON.parse(text.replaceAll(/[0-9a-f]{64}/g, 'ASSET'));

let cloud: Cloud | undefined;
let deployed = '';
const dataDir = folder('loaded');

beforeAll(async () => {
  deployed = folder('synth');
  const result = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules/aws-cdk/bin/cdk'), 'synth', '--quiet', '--output', deployed],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  // Where the tool's own words go hangs on whether it runs in CI.
  expect(`${result.stdout}${result.stderr}`).toContain('Successfully synthesized');
  expect(result.status).toBe(0);
  cloud = await openCloud({ dataDir, port: 0 });
}, 120_000);
afterAll(async () => {
  await cloud?.close();
  for (const made of [dataDir, deployed]) if (made !== '') rmSync(made, { recursive: true });
});

describe('the template', () => {
  it.each(STACKS)(
    'of %s is the same for a deployment and for the embedded cloud, apart from hashes of assets',
    (stack) => {
      const file = `${stack}.template.json`;
      const loaded = readFileSync(join(dataDir, 'assembly', file), 'utf8');
      expect(withoutAssets(loaded)).toEqual(withoutAssets(readFileSync(join(deployed, file), 'utf8')));
      expect(loaded.length).toBeGreaterThan(10_000);
    },
  );

  it('gives the outputs that people and programs look for', () => {
    expect(Object.keys(cloud?.outputs ?? {}).toSorted((one, other) => one.localeCompare(other))).toEqual([
      'AthenaDatabase',
      'AthenaRestrictedDatabase',
      'AthenaWorkgroup',
      'AuditBucket',
      'CasesDoorFunction',
      'CasesTable',
      'DetectDoorFunction',
      'DropBucket',
      'FairnessDoorFunction',
      'IngestStateMachineArn',
      'LakeBucket',
      'LinkDoorFunction',
      'RegistryTable',
      'ReportBucket',
      'ReportDoorFunction',
      'ScoreDoorFunction',
      'StewardTopicArn',
      'UserPool',
      'UserPoolClient',
      'WatchDoorFunction',
      'WatchTable',
    ]);
  });
});
