import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import type { ChunkTask } from '#schemas/chunk-task.ts';
import { chunkKey, manifestKey } from '#schemas/delivery-files.ts';
import { DeliveryId } from '#schemas/ids.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { duckdbSeconds } from './duckdb-persons.ts';
import { folderObjects } from './folder-objects.ts';
import { PERSON_HEADER, writePersons } from './persons-file.ts';

/**
 * How fast the function normalizeChunk turns a BRP file into typed records (two per row: the person and the address),
 * in so many containers at once, from chunks on disk to Parquet on disk; beside it DuckDB's `read_csv` on as many
 * threads, with the same checks, to Parquet on disk. Prints rows per second of both, and their ratio.
 */
const { values } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, containers: { type: 'string', default: '2' } },
});
const rows = Number(values.rows);
const containers = Number(values.containers);
const Output = z.object({ rowsRead: z.number(), rowsRejected: z.number() });

const folder = mkdtempSync(join(tmpdir(), 'normalize-'));
try {
  const file = join(folder, 'persons.csv');
  await writePersons(file, rows);
  const chunks = await cutChunks(file);
  const own = await measured(async () => normalizeAll(chunks));
  const yardstick = await measured(async () => duckdbSeconds(file, folder, containers));
  const rate = (seconds: number): string =>
    Math.round(rows / seconds)
      .toLocaleString('en')
      .padStart(9);
  // On a machine that does other things too, rows per second of processor time say more than those per second.
  const say = (name: string, { seconds, cpuSeconds, rejected }: Measured): void => {
    process.stdout.write(
      `${name.padEnd(16)}${seconds.toFixed(2).padStart(7)} s ${rate(seconds)} rows/s ${rate(cpuSeconds)} rows per processor second, ${rejected} rejected\n`,
    );
  };
  process.stdout.write(
    `${rows.toLocaleString('en')} rows, ${(statSync(file).size / 2 ** 20).toFixed(0)} MB, ${chunks} chunks, ${containers} containers or threads\n`,
  );
  say('normalizeChunk', own);
  say('DuckDB read_csv', yardstick);
  process.stdout.write(
    `ratio ${(yardstick.seconds / own.seconds).toFixed(2)} of DuckDB's speed, ${(yardstick.cpuSeconds / own.cpuSeconds).toFixed(2)} by processor time\n`,
  );
} finally {
  rmSync(folder, { recursive: true });
}

type Timed = { readonly seconds: number; readonly rejected: number };
type Measured = Timed & { readonly cpuSeconds: number };

async function measured(work: () => Promise<Timed>): Promise<Measured> {
  const before = process.cpuUsage();
  const timed = await work();
  const { user, system } = process.cpuUsage(before);
  return { ...timed, cpuSeconds: (user + system) / 1e6 };
}

/** Cuts as receive does, by rows; no row of this file spans lines. */
async function cutChunks(file: string): Promise<number> {
  const id = DeliveryId.parse(`dlv-${'a'.repeat(26)}`);
  const objects = folderObjects(folder);
  const text = await readFile(file, 'latin1');
  const tasks: ChunkTask[] = [];
  let at = text.indexOf('\n') + 1;
  for (let line = 2; at < text.length; line += SETTINGS.receive.chunkRows) {
    let end = at;
    for (let row = 0; row < SETTINGS.receive.chunkRows && end < text.length; row += 1)
      end = text.indexOf('\n', end) + 1;
    const key = chunkKey(id, tasks.length, 'csv');
    await objects.write(key, text.slice(at, end));
    tasks.push({
      deliveryId: id,
      source: 'brp',
      chunk: { key, index: tasks.length, firstLine: line },
      format: { format: 'csv', delimiter: ';', header: PERSON_HEADER },
      receivedOn: '2026-10-01',
      mappings: [],
    });
    at = end;
  }
  await objects.write(manifestKey(id), JSON.stringify(tasks));
  return tasks.length;
}

async function normalizeAll(count: number): Promise<Timed> {
  const id = DeliveryId.parse(`dlv-${'a'.repeat(26)}`);
  const workers = Array.from(
    { length: containers },
    () =>
      new Worker(new URL('./normalize-worker.ts', import.meta.url), {
        workerData: { folder, manifestKey: manifestKey(id) },
        execArgv: ['--disable-warning=ExperimentalWarning'],
      }),
  );
  const answer = async (worker: Worker): Promise<unknown> =>
    once(worker, 'message').then(([message]: readonly unknown[]) => message);
  // Containers that are warm already: loading is not what is measured.
  await Promise.all(workers.map(answer));
  let next = 0;
  let rejected = 0;
  const start = performance.now();
  await Promise.all(
    workers.map(async (worker) => {
      for (let index = next++; index < count; index = next++) {
        const answered = answer(worker);
        worker.postMessage(index);
        const { rowsRejected } = Output.parse(await answered);
        rejected += rowsRejected;
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  await Promise.all(workers.map(async (worker) => worker.terminate()));
  return { seconds, rejected };
}
