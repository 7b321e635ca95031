import * as z from 'zod';
import { ReasonCount } from './delivery.ts';
import { RecordId } from './ids.ts';

/** A row as it came: the cells of CSV, or the text of a JSON element. It may identify people. */
export const RowAsCame = z.union([z.array(z.string()), z.string()]);
export type RowAsCame = z.infer<typeof RowAsCame>;

/** A row that did not go in, and why. `message` is for the steward and holds no value of the row. */
export const Reject = z.strictObject({
  /** Line of the dropped file on which the row begins, counted from 1. */
  line: z.int().min(1),
  /** Header of the column at fault; null when it is the row as a whole. */
  column: z.string().nullable(),
  code: z.string(),
  message: z.string(),
  /** To be handed back to the steward; left out where it is too long to keep. Goes into no log. */
  row: RowAsCame.optional(),
  /** Record id of its subject, where the natural key could be read all the same. */
  subject: RecordId.optional(),
  /** Where it could not: a keyed digest of the row, which knows the same row again in another delivery. */
  digest: z.string().optional(),
});
export type Reject = z.infer<typeof Reject>;

/**
 * What one part of a delivery came to: a chunk, or what receive itself turned away. rowsRead = rowsAccepted +
 * rowsRejected, always. `rejects` is bounded, for a file may have nothing else. `notes` are about accepted rows and the
 * file: columns read past, cells made unknown, mended.
 */
export const DeliveryPart = z
  .strictObject({
    rowsRead: z.int().min(0),
    rowsAccepted: z.int().min(0),
    rowsRejected: z.int().min(0),
    rejects: z.array(Reject),
    /** Rejects beyond those told one by one, by reason; none where it is left out. */
    counted: z.array(ReasonCount).optional(),
    notes: z.array(ReasonCount),
  })
  .refine((part) => part.rowsRead === part.rowsAccepted + part.rowsRejected, {
    message: 'rows read must be rows accepted plus rows rejected',
  });
export type DeliveryPart = z.infer<typeof DeliveryPart>;
