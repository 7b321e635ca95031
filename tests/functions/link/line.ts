import { createHash } from 'node:crypto';
import { parquetLake } from '#adapters/lake.ts';
import { encodeParquet } from '#adapters/parquet.ts';
import { keyedPseudonyms } from '#adapters/pseudonyms.ts';
import { dynamoLinkDecisions } from '#adapters/link-decisions.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { defineTable } from '#local/dynamodb/define-table.ts';
import type { Catalog, ObjectStore } from '#ports';
import { recordsKey } from '#schemas/delivery-files.ts';
import type { Delivery } from '#schemas/delivery.ts';
import { Failure } from '#schemas/failures.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { lakeTable, storedColumns } from '#schemas/tables.ts';
import { type Embedded, openEmbedded } from '#tests/infra/local/dynamodb/embedded.ts';
import { deliveryId } from './records.ts';

/** One bucket in memory. */
function memoryObjects(): ObjectStore & { readonly keys: () => string[] } {
  const objects = new Map<string, Uint8Array>();
  const read = async (key: string) => {
    const found = objects.get(key);
    if (!found) throw new Failure('ObjectMissing', 'there is no such object');
    return Promise.resolve(found);
  };
  return {
    bucket: 'lake',
    read,
    stream: async (key) => {
      const bytes = await read(key);
      return (async function* () {
        yield await Promise.resolve(bytes);
      })();
    },
    write: async (key, body) => {
      objects.set(key, typeof body === 'string' ? new TextEncoder().encode(body) : body);
      return Promise.resolve();
    },
    list: async (prefix) => Promise.resolve([...objects.keys()].filter((key) => key.startsWith(prefix))),
    remove: async (keys) => {
      for (const key of keys) objects.delete(key);
      return Promise.resolve();
    },
    keys: () => [...objects.keys()],
  };
}

/** What a catalogue was told, in order. */
function recordingCatalog(): Catalog & { readonly told: string[] } {
  const told: string[] = [];
  const tell = async (text: string) => {
    told.push(text);
    return Promise.resolve();
  };
  return {
    told,
    registerVersion: async (version, files) =>
      tell(
        `version ${version}: ${files
          .map((file) => file.table)
          .toSorted((a, b) => (a < b ? -1 : 1))
          .join(' ')}`,
      ),
    registerDay: async (table, day) => tell(`${table} ${day}`),
    publishPointer: async (pointer) => tell(`${pointer.name} ${pointer.version}`),
  };
}

/** The ports of link and cluster, with a real registry on the embedded DynamoDB and real Parquet. */
export async function openLine() {
  const embedded: Embedded = await openEmbedded();
  defineTable(embedded.service, {
    TableName: 'registry',
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  });
  let now = new Date('2026-11-02T09:00:00Z');
  const clock = { now: () => now };
  const objects = memoryObjects();
  const registry = dynamoRegistry('registry', { client: embedded.documents, clock });
  const columns = storedColumns(lakeTable('records'));
  return {
    objects,
    registry,
    decisions: dynamoLinkDecisions('registry', embedded.documents),
    clock,
    lake: parquetLake(objects),
    catalog: recordingCatalog(),
    pseudonyms: keyedPseudonyms('a secret for tests, long enough to be one'),
    /** Lets time pass, e.g. until a lock has expired. */
    wait: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    /** A delivery that normalize has done its work on. */
    deliver: async (
      source: string,
      referenceDate: string,
      records: readonly SourceRecord[],
    ): Promise<Delivery> => {
      const id = deliveryId(`${source} ${referenceDate}`);
      const delivery: Delivery = {
        delivery_id: id,
        source,
        bucket: 'drop',
        object_key: `${source}/${referenceDate}.csv`,
        object_version: '1',
        content_sha256: createHash('sha256').update(id).digest('hex'),
        received_at: clock.now().toISOString(),
        reference_date: referenceDate,
        status: 'normalized',
        rows_read: records.length,
        rows_accepted: records.length,
        rows_rejected: 0,
        reasons: [],
        version: null,
      };
      const rows = records.map((record) => ({ ...record, source, delivery_id: id }));
      await objects.write(recordsKey(id, 'staged', 0), encodeParquet(columns, rows));
      await registry.enter(delivery);
      await registry.enqueue(delivery);
      return delivery;
    },
    close: async () => embedded.close(),
  };
}
export type Line = Awaited<ReturnType<typeof openLine>>;
