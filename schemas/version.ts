import * as z from 'zod';
import { DeliveryId } from './ids.ts';

/** Where a version's files of one table lie in the lake bucket. */
export const TableFiles = z.strictObject({
  table: z.string(),
  prefix: z.string(),
  keys: z.array(z.string()),
  rows: z.int(),
});
export type TableFiles = z.infer<typeof TableFiles>;

/** A published version: written with the flip of the pointer, in one transaction, and never changed after. */
export const PublishedVersion = z.strictObject({
  version: z.int().min(1),
  /** Newest reference date of all deliveries linked so far: the day on which patterns stand. */
  as_of: z.iso.date(),
  at: z.iso.datetime(),
  deliveries: z.array(DeliveryId),
  files: z.array(TableFiles),
  /** Key of what its deliveries did, a `LinkOutcome`; judged versions have none. */
  outcome: z.string().optional(),
});
export type PublishedVersion = z.infer<typeof PublishedVersion>;

/** Where readers stand: they read the versions `base` to `version`. Version 0 is the empty town. */
export const Pointer = z.strictObject({
  name: z.enum(['linked', 'judged']),
  version: z.int().min(0),
  base: z.int().min(1),
  as_of: z.iso.date(),
});
export type Pointer = z.infer<typeof Pointer>;
