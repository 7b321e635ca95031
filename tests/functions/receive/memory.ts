import { parquetLake } from '#adapters/lake.ts';
import { keyedPseudonyms } from '#adapters/pseudonyms.ts';
import { decodeRecords, encodeRecords } from '#adapters/record-files.ts';
import type { ObjectStore, Registry } from '#ports';
import type { Delivery } from '#schemas/delivery.ts';
import { Failure } from '#schemas/failures.ts';
import type { DeliveryId } from '#schemas/ids.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { ReceiveLimits } from '#receive/read-file.ts';

type MemoryObjects = ObjectStore & { readonly objects: Map<string, Uint8Array> };

/** A bucket in memory; streams come in small blocks, so that every seam is passed. */
function memoryObjects(bucket: string, blockBytes = 7): MemoryObjects {
  const objects = new Map<string, Uint8Array>();
  const read = (key: string): Uint8Array => {
    const body = objects.get(key);
    if (!body) throw new Failure('ObjectMissing', 'there is no such object');
    return body;
  };
  return {
    bucket,
    objects,
    read: async (key) => read(key),
    stream: async (key) => inBlocks(read(key), blockBytes),
    write: async (key, body) => {
      objects.set(key, typeof body === 'string' ? Buffer.from(body) : body);
    },
    list: async (prefix) => [...objects.keys()].filter((key) => key.startsWith(prefix)).toSorted(),
    remove: async (keys) => {
      for (const key of keys) objects.delete(key);
    },
  };
}

export async function* inBlocks(bytes: Uint8Array, blockBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += blockBytes) yield bytes.subarray(at, at + blockBytes);
}

type MemoryRegistry = Pick<Registry, 'enter' | 'delivery' | 'advance' | 'claimContent' | 'enqueue'> & {
  readonly deliveries: Map<string, Delivery>;
  readonly queue: Set<string>;
};

/** The ledger's rules, without a table behind them. */
function memoryRegistry(): MemoryRegistry {
  const deliveries = new Map<string, Delivery>();
  const latest = new Map<string, { sha256: string | null; id: DeliveryId }>();
  const queue = new Set<string>();
  return {
    deliveries,
    queue,
    enter: async (delivery) => {
      if (deliveries.has(delivery.delivery_id)) return false;
      deliveries.set(delivery.delivery_id, delivery);
      return true;
    },
    delivery: async (id) => deliveries.get(id),
    advance: async (delivery, from) => {
      const now = deliveries.get(delivery.delivery_id);
      if (!now || !from.includes(now.status))
        throw new Failure('TransitionRefused', `not from ${now?.status ?? 'nothing'}`);
      deliveries.set(delivery.delivery_id, delivery);
    },
    claimContent: async (delivery) => {
      const now = latest.get(delivery.source);
      if (now && now.sha256 === delivery.content_sha256 && now.id !== delivery.delivery_id) return now.id;
      latest.set(delivery.source, { sha256: delivery.content_sha256, id: delivery.delivery_id });
      return undefined;
    },
    enqueue: async (delivery) => {
      if (deliveries.get(delivery.delivery_id)?.status !== 'normalized')
        throw new Failure('TransitionRefused', 'not normalized');
      queue.add(delivery.delivery_id);
    },
  };
}

/** Everything that receive and normalize reach, in memory; the lake is the real one over it. */
export function memoryTown(limits: Partial<ReceiveLimits> = {}, blockBytes = 7) {
  const drop = memoryObjects('drop', blockBytes);
  const work = memoryObjects('lake');
  const days: string[] = [];
  return {
    drop,
    work,
    objects: work,
    lake: parquetLake(work),
    catalog: { registerDay: async (table: string, day: string) => void days.push(`${table} ${day}`) },
    days,
    registry: memoryRegistry(),
    pseudonyms: keyedPseudonyms('a secret of the test, long enough to be taken'),
    encode: encodeRecords,
    decode: decodeRecords,
    limits: { ...SETTINGS.receive, ...limits },
  };
}
export type MemoryTown = ReturnType<typeof memoryTown>;
