import * as z from 'zod';
import type { LakeRow, ObjectStore } from '#ports';
import { DeliveryPart, Reject } from '#schemas/delivery-part.ts';
import { recordsKey, rejectsKey, resultKey } from '#schemas/delivery-files.ts';
import { type DeliveryId, RecordId } from '#schemas/ids.ts';
import type { NormalizedRows, RowKey } from './normalize-rows.ts';

/** Rows of the table `records` → one Parquet file. */
export type EncodeRecords = (rows: readonly LakeRow[]) => Uint8Array;

/** Counts, notes and keys of a chunk; its rejects lie beside it. */
const ChunkResult = z.strictObject({
  ...DeliveryPart.shape,
  rejects: z.never().optional(),
  /** Empty where the delivery has one chunk: nothing to compare with. */
  keys: z.array(z.tuple([RecordId, z.int()])),
});

export type StagedPart = DeliveryPart & { readonly keys: readonly RowKey[] };

/** Writes a chunk's files, the result last: where it stands, the others are whole. */
export async function writeStaged(
  objects: ObjectStore,
  encode: EncodeRecords,
  place: { readonly deliveryId: DeliveryId; readonly policeData: boolean; readonly index: number },
  rows: NormalizedRows,
): Promise<void> {
  const { deliveryId, policeData, index } = place;
  const { rejects, ...counts } = rows.part;
  await Promise.all([
    objects.write(recordsKey(deliveryId, policeData, index), encode(rows.records), PARQUET),
    objects.write(rejectsKey(deliveryId, policeData, index), JSON.stringify(rejects), JSON_TYPE),
  ]);
  const result = JSON.stringify({ ...counts, keys: rows.keys });
  await objects.write(resultKey(deliveryId, policeData, index), result, JSON_TYPE);
}

/** Throws Failure('ObjectMissing') where the chunk was not normalized. */
export async function readStaged(
  objects: ObjectStore,
  place: { readonly deliveryId: DeliveryId; readonly policeData: boolean; readonly index: number },
): Promise<StagedPart> {
  const { deliveryId, policeData, index } = place;
  const result = ChunkResult.parse(await readJson(objects, resultKey(deliveryId, policeData, index)));
  const rejects = z.array(Reject).parse(await readJson(objects, rejectsKey(deliveryId, policeData, index)));
  return { ...result, rejects };
}

export async function readJson(objects: ObjectStore, key: string): Promise<unknown> {
  const value: unknown = JSON.parse(new TextDecoder().decode(await objects.read(key)));
  return value;
}

export const PARQUET = 'application/vnd.apache.parquet';
const JSON_TYPE = 'application/json';
