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

/** What normalize found out about a delivery as a whole, as a `DeliverySummary`. */
export const summaryKey = (id: DeliveryId, policeData: boolean): string =>
  `${recordsPrefix(id, policeData)}summary.json`;

/**
 * Rows that did not go in, as they came: of one chunk (line, row), and of the whole delivery (`RejectedRows`). Like the
 * chunks they hold what no table may (BSNs, nationalities), so they are cleared away once the report is written.
 */
export const chunkRowsKey = (id: DeliveryId, index: number): string =>
  `work/${id}/rows-${number(index)}.json`;
export const rejectedRowsKey = (id: DeliveryId): string => `work/${id}/rejected.json`;

/** Which subjects a delivery speaks of though their rows did not go in, as `UnreadRows`. */
export const unreadRowsKey = (id: DeliveryId): string => `${recordsPrefix(id, false)}unread.json`;

/** Profiles of a source's deliveries that went in, in order of arrival. */
export const profilesPrefix = (source: string): string => `profiles/${source}/`;
export const profileKey = (delivery: {
  readonly source: string;
  readonly received_at: string;
  readonly delivery_id: DeliveryId;
}): string => `${profilesPrefix(delivery.source)}${delivery.received_at}_${delivery.delivery_id}.json`;
