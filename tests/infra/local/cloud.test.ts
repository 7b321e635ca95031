import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { z } from 'zod';
import { type Cloud, openCloud } from '#local/cloud.ts';
import { DataDirTaken } from '#local/data-lock.ts';
import { PortTaken } from '#local/gateway.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const repository = join(import.meta.dirname, 'town');
const clientOf = (url: string) => ({
  endpoint: url,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  maxAttempts: 1,
});

let dataDir: string;
let open: Cloud | undefined;
const openTown = async (): Promise<Cloud> => {
  open = await openCloud({ dataDir, port: 0, repository });
  return open;
};
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'cloud-'));
});
afterEach(async () => {
  await open?.close();
  open = undefined;
});
afterAll(() => rmSync(dataDir, { recursive: true }));

describe('the embedded cloud', () => {
  it('runs the line from a drop through rule, machine and function, and keeps it', async () => {
    const cloud = await openTown();
    const s3 = new S3Client(clientOf(cloud.url));
    const { DropBucket, LakeBucket, MachineArn } = cloud.outputs;
    expect(JSON.parse(readFileSync(join(dataDir, 'outputs.json'), 'utf8'))).toEqual(cloud.outputs);
    expect(cloud.inert.map(({ type }) => type)).toContain('AWS::IAM::Role');

    await s3.send(new PutObjectCommand({ Bucket: DropBucket, Key: 'a/één b.txt', Body: 'some text' }));
    await cloud.idle();
    const copied = await s3.send(new GetObjectCommand({ Bucket: LakeBucket, Key: 'a/één b.txt' }));
    expect(await copied.Body?.transformToString()).toBe('SOME TEXT');
    expect(cloud.failures()).toEqual([]);

    await s3.send(new PutObjectCommand({ Bucket: DropBucket, Key: 'bad', Body: 'poison' }));
    await cloud.idle();
    expect(cloud.failures()).toEqual([
      expect.objectContaining({ kind: 'execution', cause: expect.stringContaining('Poisoned') }),
    ]);
    await cloud.close();

    const again = await openTown();
    expect(again.outputs).toEqual(cloud.outputs);
    const states = new SFNClient(clientOf(again.url));
    const { executions = [] } = await states.send(new ListExecutionsCommand({ stateMachineArn: MachineArn }));
    expect(executions.map(({ status }) => status)).toEqual(['FAILED', 'SUCCEEDED']);
  });

  it('loses no acknowledged drop when it is killed', async () => {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', join(repository, 'serve.ts'), dataDir],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const { url, outputs } = await firstLine(child);
    const s3 = new S3Client(clientOf(url));
    const keys: string[] = [];
    const dropping = (async () => {
      for (let index = 0; ; index++) {
        await s3.send(new PutObjectCommand({ Bucket: outputs['DropBucket'], Key: `k/${index}`, Body: 'x' }));
        keys.push(`k/${index}`);
      }
    })();
    await Promise.race([dropping.catch(() => {}), new Promise((resolve) => setTimeout(resolve, 600))]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect(dropping).rejects.toThrow();
    expect(keys.length).toBeGreaterThan(5);

    const cloud = await openTown();
    await cloud.idle();
    const copied = await new S3Client(clientOf(cloud.url)).send(
      new ListObjectsV2Command({ Bucket: cloud.outputs['LakeBucket'], Prefix: 'k/' }),
    );
    const found = new Set(copied.Contents?.map(({ Key }) => Key));
    expect(keys.filter((key) => !found.has(key))).toEqual([]);
  });

  it('serves the aws command line, large files included', async () => {
    const cloud = await openTown();
    const env = { ...process.env, ...cloud.environment, AWS_DEFAULT_REGION: 'eu-west-1' };
    const aws = (...words: string[]) =>
      promisify(execFile)('aws', words, { env }).then(({ stdout }) => stdout);
    const file = join(dataDir, 'large.bin');
    const bytes = Buffer.alloc(30_000_000, 'verband');
    writeFileSync(file, bytes);
    const address = `s3://${cloud.outputs['LakeBucket']}/large.bin`;
    const line = (...words: string[]) => aws('--endpoint-url', cloud.url, ...words);
    await line('s3', 'cp', '--quiet', file, address);
    await line('s3', 'cp', '--quiet', address, `${file}.back`);
    expect(readFileSync(`${file}.back`).equals(bytes)).toBe(true);
    expect(await line('sts', 'get-caller-identity', '--query', 'Account', '--output', 'text')).toBe(
      '000000000000\n',
    );
    await expect(line('sqs', 'list-queues')).rejects.toThrow('the embedded cloud has no service "sqs"');
  });

  it('refuses a data directory and a port that are taken, and leaves both as they were', async () => {
    const cloud = await openTown();
    await expect(openCloud({ dataDir, port: 0, repository })).rejects.toThrow(DataDirTaken);
    const other = mkdtempSync(join(tmpdir(), 'cloud-'));
    await expect(openCloud({ dataDir: other, port: cloud.port, repository })).rejects.toThrow(PortTaken);
    const second = await openCloud({ dataDir: other, port: 0, repository, fresh: true });
    await second.close();
    rmSync(other, { recursive: true });
    expect((await fetch(`${cloud.url}/`)).status).toBeGreaterThanOrEqual(200);
  });

  it('starts empty when asked', async () => {
    const before = await openTown();
    await new S3Client(clientOf(before.url)).send(
      new PutObjectCommand({ Bucket: before.outputs['LakeBucket'], Key: 'old', Body: 'x' }),
    );
    await before.close();
    open = await openCloud({ dataDir, port: 0, repository, fresh: true });
    const list = await new S3Client(clientOf(open.url)).send(
      new ListObjectsV2Command({ Bucket: open.outputs['LakeBucket'] }),
    );
    expect(list.KeyCount).toBe(0);
  });
});

async function firstLine(child: ChildProcess): Promise<{ url: string; outputs: Record<string, string> }> {
  if (child.stdout === null) throw new Error('no output');
  const [data] = z
    .tuple([z.instanceof(Buffer)])
    .rest(z.unknown())
    .parse(await once(child.stdout, 'data'));
  return z
    .object({ url: z.string(), outputs: z.record(z.string(), z.string()) })
    .parse(JSON.parse(data.toString()));
}
