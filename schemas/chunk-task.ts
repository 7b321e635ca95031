import * as z from 'zod';
import { Chunk, ChunkFormat } from './delivery.ts';
import { DeliveryId } from './ids.ts';

/** What receive hands on to normalize: one chunk of a delivery, and how it is to be read. */
export const ChunkTask = z.strictObject({
  deliveryId: DeliveryId,
  source: z.string(),
  chunk: Chunk,
  format: ChunkFormat,
  /** Day on which the file came (UTC). */
  receivedOn: z.iso.date(),
  /** Stewards' mappings of the source that stood when the file came, newest first, by version. */
  mappings: z.array(z.string()),
});
export type ChunkTask = z.infer<typeof ChunkTask>;

/** `manifest.json`: the delivery's chunks in order. */
export const Manifest = z.array(ChunkTask).min(1);
export type Manifest = z.infer<typeof Manifest>;
