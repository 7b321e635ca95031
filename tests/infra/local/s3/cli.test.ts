import { execFile, execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, openCloud } from './cloud.ts';

const run = promisify(execFile);
const installed = (() => {
  try {
    return execFileSync('aws', ['--version'], { encoding: 'utf8' }).startsWith('aws-cli');
  } catch {
    return false;
  }
})();

let cloud: Cloud;
let folder: string;
beforeAll(async () => {
  cloud = await openCloud();
  cloud.s3.createBucket({ name: 'drop', versioned: true, eventBridge: true });
  folder = mkdtempSync(join(tmpdir(), 's3-cli-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await cloud.close();
});

async function aws(...args: string[]): Promise<string> {
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    AWS_ENDPOINT_URL: cloud.url,
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_DEFAULT_REGION: 'eu-west-1',
  };
  const { stdout } = await run('aws', args, { cwd: folder, env, encoding: 'utf8' });
  return stdout;
}

describe.runIf(installed)(
  'the aws command line',
  () => {
    it('copies a 30 MB file there and back', async () => {
      const body = randomBytes(30_000_000);
      writeFileSync(join(folder, 'large.bin'), body);
      await aws('s3', 'cp', '--quiet', 'large.bin', 's3://drop/brp/large file.bin');
      expect(cloud.events.map(({ detail }) => detail)).toMatchObject([
        { reason: 'CompleteMultipartUpload', object: { key: 'brp/large file.bin', size: 30_000_000 } },
      ]);
      await aws('s3', 'cp', '--quiet', 's3://drop/brp/large file.bin', 'back.bin');
      const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');
      expect(md5(readFileSync(join(folder, 'back.bin')))).toBe(md5(body));
      expect(await aws('s3', 'ls', 's3://drop/')).toMatch(/^ +PRE brp\/\n$/);
      expect(await aws('s3', 'ls', 's3://drop/brp/')).toMatch(/ 30000000 large file\.bin\n$/);
    });

    it('keeps folders in step, and clears them', async () => {
      mkdirSync(join(folder, 'town/onder'), { recursive: true });
      writeFileSync(join(folder, 'town/a.csv'), 'a');
      writeFileSync(join(folder, 'town/onder/é +.csv'), 'b');
      expect((await aws('s3', 'sync', 'town', 's3://drop/town')).match(/upload:/g)).toHaveLength(2);
      expect(await aws('s3', 'sync', 'town', 's3://drop/town')).toBe('');
      await aws('s3', 'sync', '--quiet', 's3://drop/town', 'copy');
      expect(readFileSync(join(folder, 'copy/onder/é +.csv'), 'utf8')).toBe('b');
      await aws('s3', 'rm', '--quiet', '--recursive', 's3://drop/town');
      expect(cloud.s3.list('drop', 'town')).toEqual([]);
    });

    it('is told by name what is not spoken', async () => {
      await expect(aws('s3api', 'get-bucket-acl', '--bucket', 'drop')).rejects.toThrow(
        /\(NotImplemented\).* s3 does not speak GetBucketAcl here/,
      );
    });
  },
  60_000,
);
