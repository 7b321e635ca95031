import * as z from 'zod';
import { Delivery, DeliveryStatus } from './delivery.ts';
import { DeliverySummary } from './delivery-summary.ts';
import type { DeliveryId } from './ids.ts';
import { DeliveryChanges } from './link-outcome.ts';

/** What a steward gets back about one file; no value of a row is in it. Its text is made of it, in two languages. */
export const FileReport = z.strictObject({
  ...Delivery.pick({
    delivery_id: true,
    source: true,
    object_key: true,
    received_at: true,
    reference_date: true,
    status: true,
    version: true,
    rows_read: true,
    rows_accepted: true,
    rows_rejected: true,
    reasons: true,
    supplement: true,
    release: true,
  }).shape,
  /** Why rows did not go in, with the first lines on which to look. */
  rejects: DeliverySummary.shape.rejects,
  oddities: DeliverySummary.shape.oddities,
  /** What it changed beside the deliveries before; null as long as it is not linked. */
  changes: DeliveryChanges.omit({ delivery_id: true }).nullable(),
  /** Where the rows that did not go in lie, in the reports' bucket, and how many were too long or too many to keep. */
  rejected_rows: z.strictObject({ key: z.string(), rows: z.int(), left_out: z.int() }).nullable(),
  /** The status of which the stewards' topic was told. */
  told: DeliveryStatus.nullable(),
});
export type FileReport = z.infer<typeof FileReport>;

/** An entry of the reports' index, by time of arrival: what a list shows, and where the report lies. */
export const ReportEntry = z.strictObject({
  ...Delivery.pick({
    delivery_id: true,
    source: true,
    object_key: true,
    received_at: true,
    status: true,
    rows_read: true,
    rows_accepted: true,
    rows_rejected: true,
  }).shape,
  text_key: z.string(),
  json_key: z.string(),
  rejected_key: z.string().nullable(),
});
export type ReportEntry = z.infer<typeof ReportEntry>;

/** Files of which nothing more will come. */
export const isFinal = (status: DeliveryStatus): boolean => status !== 'received' && status !== 'normalized';

export const REPORT_INDEX = 'index/';
export const reportEntryKey = (of: {
  readonly received_at: string;
  readonly delivery_id: DeliveryId;
}): string => `${REPORT_INDEX}${of.received_at}_${of.delivery_id}.json`;
