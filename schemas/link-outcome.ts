import * as z from 'zod';
import { DeliveryId, RecordId } from './ids.ts';

/** What a delivery did to what stood of its source, in subjects (rows), not in records. */
export const DeliveryChanges = z.strictObject({
  delivery_id: DeliveryId,
  new: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  withdrawn: z.int(),
  /** Absent, and not withdrawn: a row that could not be read may be theirs. */
  kept_open: z.int(),
});
export type DeliveryChanges = z.infer<typeof DeliveryChanges>;

/**
 * What is not known for sure of a snapshot source, because rows could not be read: `unread` are the digests of the
 * newest snapshot's unreadable rows; each of `suspects` among them may be the row of any of `kept`, who are absent.
 */
export const Doubt = z.strictObject({
  unread: z.array(z.string()),
  suspects: z.array(z.string()),
  kept: z.array(RecordId),
});
export type Doubt = z.infer<typeof Doubt>;

/** What a version's deliveries did; lies under its lock token, and the published version names it. */
export const LinkOutcome = z.strictObject({
  changes: z.array(DeliveryChanges),
  /** Source → what is not known for sure. */
  doubts: z.record(z.string(), Doubt),
});
export type LinkOutcome = z.infer<typeof LinkOutcome>;

export const NO_DOUBT: Doubt = { unread: [], suspects: [], kept: [] };

/** Under no `work/`: the next version and the report read it. */
export const linkOutcomeKey = (run: { readonly version: number; readonly token: number }): string =>
  `staged/outcomes/version=${run.version}-${run.token}.json`;
