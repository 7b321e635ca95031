import * as z from 'zod';
import type { Lake, LockGrant, ObjectStore, Registry } from '#ports';
import { type Delivery, orderOf } from '#schemas/delivery.ts';
import { recordsPrefix, unreadRowsKey } from '#schemas/delivery-files.ts';
import { UnreadRows } from '#schemas/delivery-summary.ts';
import { Failure } from '#schemas/failures.ts';
import type { DeliveryId } from '#schemas/ids.ts';
import { LinkOutcome, linkOutcomeKey } from '#schemas/link-outcome.ts';
import { type StagedVersion, stagedVersionKey, versionLocation } from '#schemas/link-work.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { recordOfRow } from '#schemas/record-row.ts';
import { CONTRACTS, contractNamed } from '#schemas/sources/registry.ts';
import type { PublishedVersion, TableFiles } from '#schemas/version.ts';
import { type KnownOrders, type StagedDelivery, applyDeliveries } from './apply-deliveries.ts';
import { recordsOf, versionsBefore } from './linked-state.ts';
import { isRestricted, restrictionDay } from './officer-limit.ts';

export const StageInput = z.strictObject({
  owner: z.string().min(1),
  version: z.int().min(1),
  token: z.int(),
});
export type StageInput = z.infer<typeof StageInput>;

export type StagePorts = { readonly registry: Registry; readonly lake: Lake; readonly objects: ObjectStore };
export type Staged = { readonly files: readonly TableFiles[]; readonly partitions: readonly number[] };

/** Partitions of one municipality: one. Hashing blocking keys over more comes with the engine for the country. */
const PARTITIONS = 1;

/**
 * Takes the granted deliveries into the state of all records and writes what changed as the version's delta.
 * Throws Failure('LockLost') when the lock has passed on, Failure('RuleViolated') for what may not be linked.
 */
export async function linkStage(input: StageInput, ports: StagePorts): Promise<Staged> {
  const grant = await ports.registry.grant(input.owner, input.token);
  if (grant.version !== input.version)
    throw new Failure('LockLost', `the lock stands for version ${grant.version}, not ${input.version}`);
  const versions = await versionsBefore(ports.registry, input.version);
  const today = restrictionDay(
    grant.asOf,
    grant.deliveries.map((delivery) => delivery.received_at),
  );
  const standing = await recordsOf(ports.lake, versions, sourcesInPlay(grant));
  const expired = standing.filter((record) => isRestricted(record, today));
  const current = expired.length === 0 ? standing : standing.filter((record) => !isRestricted(record, today));
  const deliveries: StagedDelivery[] = [];
  // One after the other: each holds a delivery's files while they are decoded.
  for (const delivery of grant.deliveries) {
    const staged = await readStaged(delivery, ports);
    deliveries.push({
      ...staged,
      records: staged.records.filter(({ record }) => !isRestricted(record, today)),
    });
  }
  const known = await knownOrders(current, versions, ports.registry);
  const doubts = await doubtsOf(versions.at(-1), ports.objects);
  const applied = applyDeliveries(current, deliveries, { ...known, doubts });
  const { changed } = applied;
  const again = new Set(changed.map((record) => record.record_id));
  // R8: what was linked a year ago goes out of the state; its delivery's own files stay for a targeted search.
  const removed = [
    ...applied.removed,
    ...expired.map((record) => record.record_id).filter((recordId) => !again.has(recordId)),
  ];
  const rows = [
    ...changed.map((record) => ({ ...record, deleted: false })),
    ...removed.map((record_id) => ({ record_id, deleted: true })),
  ];
  const location = versionLocation(input);
  const records = rows.length === 0 ? null : await ports.lake.write('records', location, 'part-0000', rows);
  const partitions = records ? PARTITIONS : 0;
  const outcome: LinkOutcome = { changes: applied.changes, doubts: applied.doubts };
  await ports.objects.write(linkOutcomeKey(input), JSON.stringify(outcome), 'application/json');
  await writeStaged({ grant, input, partitions, records }, ports.objects);
  return {
    files: records ? [records] : [],
    partitions: Array.from({ length: partitions }, (_, index) => index),
  };
}

/** Those that the deliveries are of, and those whose records leave the state by themselves (R8). */
const sourcesInPlay = ({ deliveries }: LockGrant): ReadonlySet<string> =>
  new Set([
    ...deliveries.map(({ source }) => source),
    ...CONTRACTS.filter(({ ownOfficer }) => ownOfficer).map(({ name }) => name),
  ]);

async function writeStaged(
  staged: {
    readonly grant: LockGrant;
    readonly input: StageInput;
    readonly partitions: number;
    readonly records: TableFiles | null;
  },
  objects: ObjectStore,
): Promise<void> {
  const { grant, input, partitions, records } = staged;
  const manifest: StagedVersion = {
    version: input.version,
    token: input.token,
    as_of: grant.asOf,
    deliveries: grant.deliveries.map((delivery) => delivery.delivery_id),
    partitions,
    records,
    outcome: linkOutcomeKey(input),
  };
  await objects.write(stagedVersionKey(input), JSON.stringify(manifest), 'application/json');
}

async function readStaged(delivery: Delivery, { lake, objects }: StagePorts): Promise<StagedDelivery> {
  const contract = contractNamed(delivery.source);
  if (!contract)
    throw new Failure('RuleViolated', `R6: there is no contract for the source of ${delivery.delivery_id}`);
  if (contract.policeData)
    throw new Failure('RuleViolated', `R7: ${delivery.delivery_id} is police data and may not be linked`);
  if (contract.bibob)
    throw new Failure('RuleViolated', `R9: ${delivery.delivery_id} is Bibob data and may not be linked`);
  const prefix = recordsPrefix(delivery.delivery_id, 'staged');
  const keys = (await objects.list(prefix)).filter((key) => key.endsWith('.parquet')).toSorted();
  const files = { table: 'records', prefix, keys, rows: delivery.rows_accepted };
  const { rows, removed } = await lake.delta(files);
  const records = [
    ...rows.map((row) => ({ record: recordOfRow(row), deleted: false })),
    ...removed.map((row) => ({ record: recordOfRow(row), deleted: true })),
  ];
  for (const { record } of records)
    if (record.source !== delivery.source || record.delivery_id !== delivery.delivery_id)
      throw new Failure('RuleViolated', `R7: ${delivery.delivery_id} holds records of another delivery`);
  const unread = delivery.rows_rejected > 0 ? await unreadOf(delivery.delivery_id, objects) : undefined;
  return {
    delivery,
    mode: contract.mode,
    records,
    ...(unread ? { unread } : {}),
    supplement: delivery.supplement !== undefined,
  };
}

async function unreadOf(id: DeliveryId, objects: ObjectStore): Promise<UnreadRows> {
  return UnreadRows.parse(await readJson(unreadRowsKey(id), objects));
}

/** What the version before left open; carried from version to version. */
async function doubtsOf(
  before: PublishedVersion | undefined,
  objects: ObjectStore,
): Promise<LinkOutcome['doubts']> {
  return before?.outcome === undefined
    ? {}
    : LinkOutcome.parse(await readJson(before.outcome, objects)).doubts;
}

async function readJson(key: string, objects: ObjectStore): Promise<unknown> {
  const value: unknown = JSON.parse(new TextDecoder().decode(await objects.read(key)));
  return value;
}

async function knownOrders(
  current: readonly SourceRecord[],
  versions: readonly PublishedVersion[],
  registry: Registry,
): Promise<KnownOrders> {
  const ids = new Set<DeliveryId>([
    ...versions.flatMap((version) => version.deliveries),
    ...current.map((record) => record.delivery_id),
  ]);
  const found = await Promise.all([...ids].map(async (id) => registry.delivery(id)));
  const newestOfSource = new Map<string, string>();
  const ofDelivery = new Map<string, string>();
  for (const delivery of found) {
    if (!delivery) continue;
    const order = orderOf(delivery);
    ofDelivery.set(delivery.delivery_id, order);
    if (!delivery.supplement && order > (newestOfSource.get(delivery.source) ?? ''))
      newestOfSource.set(delivery.source, order);
  }
  return { newestOfSource, ofDelivery };
}
