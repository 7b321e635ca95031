import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { keyedPseudonyms } from '#adapters/pseudonyms.ts';
import { encodeRecords } from '#adapters/record-files.ts';
import { normalizeChunk } from '#normalize/normalize-chunk.ts';
import { folderObjects } from './folder-objects.ts';

/** One container of the function normalizeChunk: takes the index of a chunk, answers with its counts. */
const { folder, manifestKey } = z.object({ folder: z.string(), manifestKey: z.string() }).parse(workerData);
const objects = folderObjects(folder);
const ports = {
  objects: { ...objects, stream: refuse, list: refuse, remove: refuse },
  pseudonyms: keyedPseudonyms('a secret of the benchmark, 32 characters and more'),
  encode: encodeRecords,
};
parentPort?.on('message', (index: number) => {
  void normalizeChunk({ manifestKey, index }, ports).then((output) => parentPort?.postMessage(output));
});
parentPort?.postMessage('ready');

async function refuse(): Promise<never> {
  throw new RangeError('normalizing a chunk reads and writes whole objects');
}
