import * as z from 'zod';
import type { LakeColumns, ObjectStore } from '#ports';
import { DeliveryPart, Reject, RowAsCame } from '#schemas/delivery-part.ts';
import { DeliveryProfile } from '#schemas/delivery-summary.ts';
import { chunkKeysKey, chunkRowsKey, recordsKey, rejectsKey, resultKey } from '#schemas/delivery-files.ts';
import { Failure } from '#schemas/failures.ts';
import type { DeliveryId } from '#schemas/ids.ts';
import type { StorageArea } from '#schemas/sources/contract.ts';
import type { NormalizedRows } from './normalize-rows.ts';
import type { FilledColumns } from './profiler.ts';

/** Columns of the table `records` → one Parquet file. */
export type EncodeRecords = (records: LakeColumns) => Uint8Array;

/** Counts and notes of a chunk; its rejects lie beside it. */
const ChunkResult = z.strictObject({
  ...DeliveryPart.shape,
  rejects: z.never().optional(),
  columns: DeliveryProfile.pick({ accepted: true, filled: true, codes: true }),
});

export type StagedPart = DeliveryPart & { readonly columns: FilledColumns };

/** Writes a chunk's files, the result last: where it stands, the others are whole. */
export async function writeStaged(
  objects: ObjectStore,
  encode: EncodeRecords,
  place: { readonly deliveryId: DeliveryId; readonly area: StorageArea; readonly index: number },
  rows: Omit<NormalizedRows, 'keys'>,
): Promise<void> {
  const { deliveryId, area, index } = place;
  const { rejects, ...counts } = rows.part;
  const asCame = rejects.flatMap(({ line, row }) => (row === undefined ? [] : [[line, row]]));
  const told = rejects.map(({ row: _row, ...reject }) => reject);
  await Promise.all([
    objects.write(recordsKey(deliveryId, area, index), encode(rows.records), PARQUET),
    objects.write(rejectsKey(deliveryId, area, index), JSON.stringify(told), JSON_TYPE),
    ...(asCame.length > 0
      ? [objects.write(chunkRowsKey(deliveryId, index), JSON.stringify(asCame), JSON_TYPE)]
      : []),
  ]);
  const result = JSON.stringify({ ...counts, columns: rows.columns });
  await objects.write(resultKey(deliveryId, area, index), result, JSON_TYPE);
}

type ChunkPlace = { readonly deliveryId: DeliveryId; readonly index: number };

export async function writeKeys(objects: ObjectStore, place: ChunkPlace, keys: Uint8Array): Promise<void> {
  await objects.write(chunkKeysKey(place.deliveryId, place.index), keys, 'application/octet-stream');
}

/** A chunk's keys, to go through with `eachKey`. */
export const readKeys = async (objects: ObjectStore, place: ChunkPlace): Promise<Uint8Array> =>
  objects.read(chunkKeysKey(place.deliveryId, place.index));

/** Throws Failure('ObjectMissing') where the chunk was not normalized. */
export async function readStaged(
  objects: ObjectStore,
  place: { readonly deliveryId: DeliveryId; readonly area: StorageArea; readonly index: number },
): Promise<StagedPart> {
  const { deliveryId, area, index } = place;
  const result = ChunkResult.parse(await readJson(objects, resultKey(deliveryId, area, index)));
  const rejects = z.array(Reject).parse(await readJson(objects, rejectsKey(deliveryId, area, index)));
  return { ...result, rejects };
}

/** A chunk's rejected rows as they came, by line; a chunk of which every row went in has none. */
export async function readRows(
  objects: ObjectStore,
  place: ChunkPlace,
): Promise<ReadonlyMap<number, RowAsCame>> {
  try {
    const found = await readJson(objects, chunkRowsKey(place.deliveryId, place.index));
    return new Map(z.array(z.tuple([z.int(), RowAsCame])).parse(found));
  } catch (error) {
    if (error instanceof Failure && error.name === 'ObjectMissing') return new Map();
    throw error;
  }
}

export async function readJson(objects: ObjectStore, key: string): Promise<unknown> {
  const value: unknown = JSON.parse(new TextDecoder().decode(await objects.read(key)));
  return value;
}

export const PARQUET = 'application/vnd.apache.parquet';
export const JSON_TYPE = 'application/json';
