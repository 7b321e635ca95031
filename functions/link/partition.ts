import * as z from 'zod';
import type { Lake, LinkDecisions, ObjectStore, Registry } from '#ports';
import { Failure } from '#schemas/failures.ts';
import { RecordId } from '#schemas/ids.ts';
import {
  type LinkedPartition,
  StagedVersion,
  linkedPartitionKey,
  stagedVersionKey,
  versionLocation,
} from '#schemas/link-work.ts';
import { type LinkReport, linkRecords } from './link-records.ts';
import { LINK_COLUMNS, linkRecordOfRow } from './link-record.ts';
import { linkRecordsAt, linksAt, versionsBefore } from './linked-state.ts';
import { PERSON_MODEL } from './model.ts';

export const PartitionInput = z.strictObject({
  version: z.int().min(1),
  token: z.int(),
  partition: z.int().min(0),
});
export type PartitionInput = z.infer<typeof PartitionInput>;

export type PartitionPorts = {
  readonly registry: Registry;
  readonly lake: Lake;
  readonly objects: ObjectStore;
  readonly decisions: Pick<LinkDecisions, 'all'>;
};

export type Partitioned = {
  readonly partition: number;
  readonly added: number;
  readonly removed: number;
  readonly report: LinkReport;
};

/** Finds out which links the version's records make, change or end, and writes them as its delta. */
export async function linkPartition(input: PartitionInput, ports: PartitionPorts): Promise<Partitioned> {
  const manifest = new TextDecoder().decode(await ports.objects.read(stagedVersionKey(input)));
  const staged = StagedVersion.parse(JSON.parse(manifest));
  if (input.partition >= staged.partitions)
    throw new Failure('InvalidRequest', `version ${input.version} has ${staged.partitions} partitions`);
  const versions = await versionsBefore(ports.registry, input.version);
  // One after the other: each holds a table's files while they are decoded.
  const current = await linkRecordsAt(ports.lake, versions);
  const links = await linksAt(ports.lake, versions);
  const changes = staged.records
    ? await ports.lake.delta(staged.records, LINK_COLUMNS)
    : { rows: [], removed: [] };
  const { added, removed, report } = linkRecords({
    current,
    links,
    changed: changes.rows.map(linkRecordOfRow),
    removed: changes.removed.map((row) => RecordId.parse(row.record_id)),
    model: PERSON_MODEL,
    decisions: await ports.decisions.all(),
  });
  const delta = [
    ...added.map((link) => ({ ...link, deleted: false })),
    ...removed.map(([left_record_id, right_record_id]) => ({
      left_record_id,
      right_record_id,
      deleted: true,
    })),
  ];
  const part = `part-${String(input.partition).padStart(4, '0')}`;
  const linked: LinkedPartition = {
    partition: input.partition,
    links: delta.length === 0 ? null : await ports.lake.write('links', versionLocation(input), part, delta),
  };
  await ports.objects.write(
    linkedPartitionKey(input, input.partition),
    JSON.stringify(linked),
    'application/json',
  );
  return { partition: input.partition, added: added.length, removed: removed.length, report };
}
