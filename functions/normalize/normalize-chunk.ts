import * as z from 'zod';
import type { ObjectStore, Pseudonyms } from '#ports';
import { type ChunkTask, Manifest } from '#schemas/chunk-task.ts';
import type { DeliveryPart } from '#schemas/delivery-part.ts';
import { Failure } from '#schemas/failures.ts';
import { contractNamed } from '#schemas/sources/registry.ts';
import { StoredMapping, mappingKey, withMappings } from '#schemas/sources/steward-mapping.ts';
import { storageArea } from '#schemas/sources/contract.ts';
import { normalizeRows } from './normalize-rows.ts';
import { type EncodeRecords, readJson, readStaged, writeKeys, writeStaged } from './staged-files.ts';

export const NormalizeChunkInput = z.strictObject({ manifestKey: z.string().min(1), index: z.int().min(0) });
export type NormalizeChunkInput = z.infer<typeof NormalizeChunkInput>;

export type NormalizeChunkOutput = {
  readonly index: number;
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rowsRejected: number;
};

export type NormalizeChunkPorts = {
  readonly objects: ObjectStore;
  readonly pseudonyms: Pseudonyms;
  readonly encode: EncodeRecords;
};

/**
 * Turns one chunk into typed records and rejects. Run again it writes the same files; where the chunk is gone
 * because the delivery was summed up already, the result that stands is the answer.
 */
export async function normalizeChunk(
  input: NormalizeChunkInput,
  ports: NormalizeChunkPorts,
): Promise<NormalizeChunkOutput> {
  const manifest = Manifest.parse(await readJson(ports.objects, input.manifestKey));
  const task = manifest[input.index];
  if (!task) throw new Failure('InvalidRequest', `the manifest has no chunk ${input.index}`);
  const agreed = contractNamed(task.source);
  if (!agreed) throw new Failure('InvalidRequest', `there is no contract for source ${task.source}`);
  const contract = withMappings(agreed, await mappingsOf(task, ports.objects));
  const place = { deliveryId: task.deliveryId, area: storageArea(contract), index: input.index };
  const text = await chunkText(task, ports.objects);
  if (text === undefined) return outputOf(input.index, await readStaged(ports.objects, place));
  const rows = normalizeRows(text, task, contract, ports.pseudonyms);
  // A delivery of one chunk has nothing to compare its keys with.
  if (manifest.length > 1) await writeKeys(ports.objects, place, rows.keys);
  await writeStaged(ports.objects, ports.encode, place, rows);
  return outputOf(input.index, rows.part);
}

/** Those that receive read the file's header by, so that both read it alike. */
async function mappingsOf(task: ChunkTask, objects: ObjectStore): Promise<StoredMapping[]> {
  return Promise.all(
    task.mappings.map(async (version) =>
      StoredMapping.parse(await readJson(objects, mappingKey(task.source, version))),
    ),
  );
}

async function chunkText(task: ChunkTask, objects: ObjectStore): Promise<string | undefined> {
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await objects.read(task.chunk.key));
  } catch (error) {
    if (error instanceof Failure && error.name === 'ObjectMissing') return undefined;
    throw error;
  }
}

const outputOf = (index: number, part: DeliveryPart): NormalizeChunkOutput => ({
  index,
  rowsRead: part.rowsRead,
  rowsAccepted: part.rowsAccepted,
  rowsRejected: part.rowsRejected,
});
