import { cluster } from '#cluster/cluster.ts';
import { linkAcquire } from '#link/lock.ts';
import { linkPartition } from '#link/partition.ts';
import { linkStage } from '#link/stage.ts';
import { normalizeChunk } from '#normalize/normalize-chunk.ts';
import { NormalizeDeliveryInput, normalizeDelivery } from '#normalize/normalize-delivery.ts';
import type { LakeRow } from '#ports';
import { receive } from '#receive/receive.ts';
import { LAKE_TABLES, type LakeTableName } from '#schemas/tables.ts';
import { memoryTown } from '#tests/functions/receive/memory.ts';
import { memoryRegistry } from './memory-registry.ts';

export type DroppedFile = { readonly key: string; readonly body: string };

/** Blocks as sockets hand them over: seams are the matter of other tests. */
const BLOCK_BYTES = 64 * 1024;
const FIRST_ARRIVAL = Date.parse('2026-10-05T09:30:00Z');

/**
 * The line from receive to cluster, with its own cores and no workflow around them, over ports in memory. Files of one
 * group wait together and are linked in one version.
 */
export async function takeIn(groups: readonly (readonly DroppedFile[])[]): Promise<Line> {
  const line = openLine();
  for (const [index, group] of groups.entries()) {
    for (const file of group) await normalized(line, file);
    await link(line, `execution-${index}`);
  }
  return line;
}

/** Each look at the clock finds it a second later. */
function openLine() {
  let now = FIRST_ARRIVAL;
  const clock = {
    now: () => {
      now += 1000;
      return new Date(now);
    },
  };
  const town = memoryTown({}, BLOCK_BYTES);
  return {
    ...town,
    clock,
    registry: memoryRegistry(),
    decisions: { all: async () => [] },
    catalog: { ...town.catalog, registerVersion: async () => {}, publishPointer: async () => {} },
  };
}
export type Line = ReturnType<typeof openLine>;

async function normalized(line: Line, { key, body }: DroppedFile): Promise<void> {
  const bytes = Buffer.from(body);
  line.drop.objects.set(key, bytes);
  const time = line.clock.now().toISOString();
  const received = await receive({ bucket: 'drop', key, versionId: 'v1', size: bytes.length, time }, line);
  const { manifestKey, deliveryId, chunkCount } = received;
  if (received.outcome !== 'accepted' || manifestKey === null)
    throw new Error(`${key} is ${received.outcome}`);
  for (let index = 0; index < chunkCount; index += 1) await normalizeChunk({ manifestKey, index }, line);
  await normalizeDelivery(NormalizeDeliveryInput.parse({ deliveryId, chunkCount }), line);
}

/** Links what waits. */
async function link(line: Line, owner: string): Promise<void> {
  const acquired = await linkAcquire({ owner }, line);
  if (acquired.outcome !== 'granted') throw new Error(`the lock is ${acquired.outcome}`);
  const run = { version: acquired.version, token: acquired.token };
  const { partitions } = await linkStage({ owner, ...run }, line);
  for (const partition of partitions) await linkPartition({ ...run, partition }, line);
  await cluster({ owner, ...run }, line);
}

/** Sorted rows of every versioned table, each entity named by its smallest record, as its id hangs on which came first. */
export async function stateOf(line: Line): Promise<Readonly<Record<string, readonly string[]>>> {
  const pointer = await line.registry.pointer('linked');
  const versions = pointer ? await line.registry.versions(pointer) : [];
  const names = new Map<unknown, string>();
  for (const { entity_id, record_id } of await line.lake.state('members', versions)) {
    const name = names.get(entity_id);
    if (name === undefined || String(record_id) < name) names.set(entity_id, String(record_id));
  }
  const named = (row: LakeRow): string =>
    JSON.stringify(row, (_key, value: unknown) => names.get(value) ?? value);
  const state: Record<string, readonly string[]> = {};
  for (const table of TABLES) state[table] = (await line.lake.state(table, versions)).map(named).sort();
  return state;
}

/** Aliases tell of the way: which entities were thought to be two. */
const TABLES: readonly LakeTableName[] = LAKE_TABLES.filter(
  ({ pointer, name }) => pointer === 'linked' && name !== 'aliases',
).map(({ name }) => name);
