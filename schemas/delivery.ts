import * as z from 'zod';
import { Actor } from './actor.ts';
import { DeliveryId } from './ids.ts';

/**
 * A delivery is one dropped version of one object. received → normalized → linked is the way of a good one;
 * duplicate, quarantined and rejected end it, `stored` ends one that may not be linked (police data, R7).
 */
export const DeliveryStatus = z.enum([
  'received',
  'normalized',
  'linked',
  'stored',
  'duplicate',
  'quarantined',
  'rejected',
]);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

/** A reason and how often it occurred; `code` is stable, `message` is for people and holds no personal data. */
export const ReasonCount = z.strictObject({
  code: z.string(),
  message: z.string(),
  count: z.int().min(1),
  /** The first lines on which to look, ascending; left out for what concerns the file as a whole. */
  lines: z.array(z.int()).optional(),
});
export type ReasonCount = z.infer<typeof ReasonCount>;

export const Delivery = z.strictObject({
  delivery_id: DeliveryId,
  source: z.string(),
  bucket: z.string(),
  object_key: z.string(),
  object_version: z.string(),
  /** S3's sequencer of the event, hex: orders what happened to one key (R47). Left out where the event had none. */
  object_sequencer: z.string().optional(),
  /** SHA-256 of the content as dropped, hex; null until the file has been read. */
  content_sha256: z.string().nullable(),
  received_at: z.iso.datetime(),
  /** The day that the file speaks of: from its name (`…2026-10-01…`) or the day it came; never later than that. */
  reference_date: z.iso.date(),
  status: DeliveryStatus,
  rows_read: z.int(),
  rows_accepted: z.int(),
  rows_rejected: z.int(),
  reasons: z.array(ReasonCount),
  /** Version in which it was linked. */
  version: z.int().nullable(),
  /** Rejected rows of another delivery that came back mended: they are added, and nothing is absent. */
  supplement: z.strictObject({ of: DeliveryId.nullable() }).optional(),
  /** Who let a held delivery go on, and why (R46). */
  release: z.strictObject({ by: Actor, reason: z.string(), at: z.iso.datetime() }).optional(),
});
export type Delivery = z.infer<typeof Delivery>;

/**
 * When a delivery came, as text that sorts: by time, and within one second by S3's sequencer, which compares as text
 * of equal length, filled up with zeros (Amazon S3 User Guide, event message structure).
 */
export const arrivalOf = (delivery: Pick<Delivery, 'received_at' | 'object_sequencer'>): string =>
  `${delivery.received_at}#${(delivery.object_sequencer ?? '').toUpperCase().padEnd(32, '0')}`;

/** What a delivery speaks of, then when it came: of two that say something of one thing, the greater holds. */
export const orderOf = (
  delivery: Pick<Delivery, 'reference_date' | 'received_at' | 'object_sequencer' | 'delivery_id'>,
): string => `${delivery.reference_date} ${arrivalOf(delivery)} ${delivery.delivery_id}`;

/** A piece of a delivery that one Lambda normalizes: UTF-8, complete rows, in the lake's work area. */
export const Chunk = z.strictObject({
  /** Object key in the lake bucket. */
  key: z.string(),
  index: z.int().min(0),
  /** Line of the dropped file on which the chunk's first row begins. */
  firstLine: z.int().min(1),
});
export type Chunk = z.infer<typeof Chunk>;

/** How a chunk's text is to be read, found out once by receive. */
export const ChunkFormat = z.discriminatedUnion('format', [
  z.strictObject({
    format: z.literal('csv'),
    delimiter: z.string().length(1),
    /** The header's cells as in the file, after trimming. */
    header: z.array(z.string()),
  }),
  z.strictObject({ format: z.literal('ndjson') }),
]);
export type ChunkFormat = z.infer<typeof ChunkFormat>;
