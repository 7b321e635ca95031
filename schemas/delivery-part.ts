import * as z from 'zod';
import { ReasonCount } from './delivery.ts';

/** A row that did not go in, and why. `message` is for the steward and holds no value of the row. */
export const Reject = z.strictObject({
  /** Line of the dropped file on which the row begins, counted from 1. */
  line: z.int().min(1),
  /** Header of the column at fault; null when it is the row as a whole. */
  column: z.string().nullable(),
  code: z.string(),
  message: z.string(),
});
export type Reject = z.infer<typeof Reject>;

/**
 * What one part of a delivery came to: a chunk, or what receive itself turned away. rowsRead = rowsAccepted +
 * rowsRejected, always. `notes` are about accepted rows and the file: columns read past, cells made unknown, mended.
 */
export const DeliveryPart = z
  .strictObject({
    rowsRead: z.int().min(0),
    rowsAccepted: z.int().min(0),
    rowsRejected: z.int().min(0),
    rejects: z.array(Reject),
    notes: z.array(ReasonCount),
  })
  .refine((part) => part.rowsRead === part.rowsAccepted + part.rowsRejected, {
    message: 'rows read must be rows accepted plus rows rejected',
  });
export type DeliveryPart = z.infer<typeof DeliveryPart>;
