import * as z from 'zod';
import { ChunkFormat } from './delivery.ts';
import { Reject } from './delivery-part.ts';
import { DeliveryId, RecordId } from './ids.ts';

/** How a file's columns are filled: what the next delivery of its source is held against. Holds no personal data. */
export const DeliveryProfile = z.strictObject({
  delivery_id: DeliveryId,
  /** Rows read, rejected ones too. */
  rows: z.int().min(0),
  /** Rows that went in, of which the next two tell. */
  accepted: z.int().min(0),
  /** Field of the contract → rows with a value in it. */
  filled: z.record(z.string(), z.int()),
  /** Field with a closed list of codes → the codes that occur, sorted. */
  codes: z.record(z.string(), z.array(z.string())),
});
export type DeliveryProfile = z.infer<typeof DeliveryProfile>;

/** Something that looks odd beside earlier deliveries; `column` is the contract's field. */
export const Oddity = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('empty_share'), column: z.string(), before: z.number(), now: z.number() }),
  z.strictObject({ kind: z.literal('new_codes'), column: z.string(), codes: z.array(z.string()) }),
  /** R46. `mean` and `deviation` (standard, of the sample) in rows, over `deliveries` earlier ones. */
  z.strictObject({
    kind: z.literal('volume'),
    rows: z.int(),
    mean: z.number(),
    deviation: z.number(),
    deliveries: z.int(),
  }),
]);
export type Oddity = z.infer<typeof Oddity>;

/** Why rows did not go in, how many, and the first lines on which to look. */
export const RejectReason = z.strictObject({
  code: z.string(),
  column: z.string().nullable(),
  message: z.string(),
  count: z.int().min(1),
  lines: z.array(z.int()),
});
export type RejectReason = z.infer<typeof RejectReason>;

export const DeliverySummary = z.strictObject({
  profile: DeliveryProfile,
  rejects: z.array(RejectReason),
  oddities: z.array(Oddity),
});
export type DeliverySummary = z.infer<typeof DeliverySummary>;

/** Rows that did not go in, in order of lines, and how to write them back as they came. */
export const RejectedRows = z.strictObject({ format: ChunkFormat, rejects: z.array(Reject) });
export type RejectedRows = z.infer<typeof RejectedRows>;

/** What a delivery's rejected rows may stand for: nobody is withdrawn on account of them. */
export const UnreadRows = z.strictObject({
  /** Subjects whose key could be read: not absent. */
  subjects: z.array(RecordId),
  /** Digests of the rows whose key could not. */
  digests: z.array(z.string()),
  /** How many more of those there were, too long to know again. */
  untold: z.int().min(0),
});
export type UnreadRows = z.infer<typeof UnreadRows>;
