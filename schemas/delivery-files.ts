import type { DeliveryId } from './ids.ts';
import type { StorageArea } from './sources/contract.ts';

/** Keys of a delivery's files in the lake bucket, between receive and link. */

const number = (index: number): string => String(index).padStart(4, '0');

export const manifestKey = (id: DeliveryId): string => `work/${id}/manifest.json`;

export const chunkKey = (id: DeliveryId, index: number, format: 'csv' | 'ndjson'): string =>
  `work/${id}/chunk-${number(index)}.${format}`;

/** What receive turned away before there were chunks, as a `DeliveryPart`. */
export const receivedPartKey = (id: DeliveryId): string => `work/${id}/received.json`;

/** What is never linked lies apart: nothing that links reads under `police/` (R7) or `bibob/` (R9). */
export const recordsPrefix = (id: DeliveryId, area: StorageArea): string => `${area}/${id}/`;

export const recordsKey = (id: DeliveryId, area: StorageArea, index: number): string =>
  `${recordsPrefix(id, area)}records-${number(index)}.parquet`;

/** Counts and notes of a chunk, as a `DeliveryPart` without its rejects. */
export const resultKey = (id: DeliveryId, area: StorageArea, index: number): string =>
  `${recordsPrefix(id, area)}result-${number(index)}.json`;

export const rejectsKey = (id: DeliveryId, area: StorageArea, index: number): string =>
  `${recordsPrefix(id, area)}rejects-${number(index)}.json`;

/** What normalize found out about a delivery as a whole, as a `DeliverySummary`. */
export const summaryKey = (id: DeliveryId, area: StorageArea): string =>
  `${recordsPrefix(id, area)}summary.json`;

/** Natural keys of a chunk's rows, with their lines, until the chunks of a delivery are compared. */
export const chunkKeysKey = (id: DeliveryId, index: number): string => `work/${id}/keys-${number(index)}.bin`;

/**
 * Rows that did not go in, as they came: of one chunk (line, row), and of the whole delivery (`RejectedRows`). Like the
 * chunks they hold what no table may (BSNs, nationalities), so they are cleared away once the report is written.
 */
export const chunkRowsKey = (id: DeliveryId, index: number): string =>
  `work/${id}/rows-${number(index)}.json`;
export const rejectedRowsKey = (id: DeliveryId): string => `work/${id}/rejected.json`;

/** Which subjects a delivery speaks of though their rows did not go in, as `UnreadRows`. */
export const unreadRowsKey = (id: DeliveryId): string => `${recordsPrefix(id, 'staged')}unread.json`;

/** Profiles of a source's deliveries that went in, in order of arrival. */
export const profilesPrefix = (source: string): string => `profiles/${source}/`;
export const profileKey = (delivery: {
  readonly source: string;
  readonly received_at: string;
  readonly delivery_id: DeliveryId;
}): string => `${profilesPrefix(delivery.source)}${delivery.received_at}_${delivery.delivery_id}.json`;
