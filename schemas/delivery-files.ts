import type { DeliveryId } from './ids.ts';

/** Keys of a delivery's files in the lake bucket, between receive and link. */

const number = (index: number): string => String(index).padStart(4, '0');

export const manifestKey = (id: DeliveryId): string => `work/${id}/manifest.json`;

export const chunkKey = (id: DeliveryId, index: number, format: 'csv' | 'ndjson'): string =>
  `work/${id}/chunk-${number(index)}.${format}`;

/** What receive turned away before there were chunks, as a `DeliveryPart`. */
export const receivedPartKey = (id: DeliveryId): string => `work/${id}/received.json`;

/** Police data lies apart: nothing that links reads under `police/` (R7). */
export const recordsPrefix = (id: DeliveryId, policeData: boolean): string =>
  `${policeData ? 'police' : 'staged'}/${id}/`;

export const recordsKey = (id: DeliveryId, policeData: boolean, index: number): string =>
  `${recordsPrefix(id, policeData)}records-${number(index)}.parquet`;

/** Counts and notes of a chunk, as a `DeliveryPart` without its rejects. */
export const resultKey = (id: DeliveryId, policeData: boolean, index: number): string =>
  `${recordsPrefix(id, policeData)}result-${number(index)}.json`;

export const rejectsKey = (id: DeliveryId, policeData: boolean, index: number): string =>
  `${recordsPrefix(id, policeData)}rejects-${number(index)}.json`;
