import * as z from 'zod';
import { DeliveryId } from './ids.ts';
import { TableFiles } from './version.ts';

/** What one link run hands from state to state, in the lake bucket's work area, under its own lock token. */
export const StagedVersion = z.strictObject({
  version: z.int().min(1),
  token: z.int(),
  as_of: z.iso.date(),
  deliveries: z.array(DeliveryId),
  /** How many partitions the linking of this version has; 0 when nothing changed. */
  partitions: z.int().min(0),
  /** The delta of the table `records`; null when nothing changed. */
  records: TableFiles.nullable(),
  /** Key of what the deliveries did, a `LinkOutcome`. */
  outcome: z.string(),
});
export type StagedVersion = z.infer<typeof StagedVersion>;

export const LinkedPartition = z.strictObject({
  partition: z.int().min(0),
  /** Part of the delta of the table `links`; null when no link changed. */
  links: TableFiles.nullable(),
});
export type LinkedPartition = z.infer<typeof LinkedPartition>;

type Run = { readonly version: number; readonly token: number };

/** Folder of a version's files under each table's prefix. The token keeps a zombie's files apart. */
export const versionLocation = ({ version, token }: Run): string => `version=${version}-${token}`;

export const workPrefix = (run: Run): string => `work/link/${versionLocation(run)}/`;
export const stagedVersionKey = (run: Run): string => `${workPrefix(run)}staged.json`;
export const linkedPartitionKey = (run: Run, partition: number): string =>
  `${workPrefix(run)}linked-${String(partition).padStart(4, '0')}.json`;
