import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { required } from '#local/main-job/clients.ts';
import { openTown } from '#tests/e2e/open-town.ts';
import { type Called, callAll } from './big-file/lambda.ts';
import { writePersons } from './persons-file.ts';

/**
 * A CSV of 1 GB through Lambdas of 1 GB: the handlers of receive, normalizeChunk and normalizeDelivery, each in
 * processes of their own that may hold so much, over the embedded cloud's S3 and DynamoDB. Prints seconds and the most
 * that a process held. Exit 1 when one held more, or a row is not accounted for. `--link` goes on with linkAcquire and
 * linkStage, in processes as large as the template gives them.
 */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '8800000' },
    'memory-mb': { type: 'string', default: '1024' },
    containers: { type: 'string', default: '2' },
    link: { type: 'boolean', default: false },
  },
});
if (!existsSync('/proc/self/status')) throw new Error('this needs Linux: memory is read from /proc');
const rows = Number(values.rows);
const memoryMb = Number(values['memory-mb']);
const containers = Number(values.containers);
const KEY = 'brp/2026-10-01-personen.csv';
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'big-file-'));
const town = await openTown(join(folder, 'data'));
try {
  // The drop starts no workflow: what it would call is called here.
  town.cloud.events.close();
  const file = join(folder, 'persons.csv');
  await writePersons(file, rows);
  const size = statSync(file).size;
  say(
    `${rows.toLocaleString('en')} rows, ${(size / 1e9).toFixed(2)} GB; processes of ${memoryMb} MiB, up to ${containers} at once`,
  );
  const versionId = await drop(file, size);
  rmSync(file);

  const Received = z.object({ deliveryId: z.string(), manifestKey: z.string(), chunkCount: z.number() });
  const event = {
    bucket: required(town.cloud.outputs, 'DropBucket'),
    key: KEY,
    versionId,
    size,
    time: '2026-10-01T09:00:00Z',
  };
  const [received] = await run('receive', [event]);
  const { deliveryId, manifestKey, chunkCount } = Received.parse(received);
  const chunks = await run(
    'normalizeChunk',
    Array.from({ length: chunkCount }, (_each, index) => ({ manifestKey, index })),
  );
  const [summed] = await run('normalizeDelivery', [{ deliveryId, chunkCount }]);

  const Counts = z.object({ rowsRead: z.number(), rowsAccepted: z.number(), rowsRejected: z.number() });
  const counts = Counts.parse(summed);
  const inChunks = z
    .array(Counts)
    .parse(chunks)
    .reduce((sum, chunk) => sum + chunk.rowsRead, 0);
  say(`${counts.rowsRead} rows read, ${counts.rowsAccepted} accepted, ${counts.rowsRejected} rejected`);
  const accounted =
    counts.rowsRead === rows && inChunks === rows && counts.rowsAccepted + counts.rowsRejected === rows;
  say(
    accounted
      ? 'every row is accounted for'
      : `NOT every row is accounted for: ${rows} were written, ${inChunks} came to chunks`,
  );
  if (!accounted) process.exitCode = 1;
  if (values.link) await link();
} finally {
  await town.cloud.close();
  rmSync(folder, { recursive: true, force: true });
}

async function drop(file: string, size: number): Promise<string> {
  const s3 = new S3Client({
    endpoint: town.cloud.url,
    region: 'eu-west-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  });
  const Bucket = required(town.cloud.outputs, 'DropBucket');
  const { VersionId } = await s3.send(
    new PutObjectCommand({ Bucket, Key: KEY, Body: createReadStream(file), ContentLength: size }),
  );
  if (VersionId === undefined) throw new Error('the drop bucket gives no versions');
  return VersionId;
}

async function run(id: string, events: readonly unknown[], mb = memoryMb): Promise<readonly unknown[]> {
  const called = await callAll(definitionOf(id), events, {
    endpoint: town.cloud.url,
    memoryMb: mb,
    containers,
  });
  tell(id, events.length, called);
  return called.outputs;
}

function tell(id: string, calls: number, { seconds, peakBytes }: Called): void {
  const mib = Math.round(peakBytes / 2 ** 20);
  say(
    `  ${id.padEnd(18)}${String(calls).padStart(4)} calls ${seconds.toFixed(1).padStart(7)} s, ${mib} MiB at the most`,
  );
}

function definitionOf(id: string) {
  const found = town.cloud.lambda.definitions().find(({ name }) => name.includes(`-${id}Function`));
  if (!found) throw new RangeError(`the template has no function ${id}`);
  return found;
}

/** As far as it goes. */
async function link(): Promise<void> {
  const Granted = z.object({ version: z.number(), token: z.number() });
  const owner = 'bench';
  const [granted] = await run('linkAcquire', [{ owner }], definitionOf('linkAcquire').memoryMb);
  const { version, token } = Granted.parse(granted);
  const mb = definitionOf('linkStage').memoryMb;
  try {
    await run('linkStage', [{ owner, version, token }], mb);
  } catch (error) {
    say(`  linkStage in ${mb} MiB: ${error instanceof Error ? error.message : String(error)}`);
  }
}
