import * as z from 'zod';
import { PLACE, ServiceError } from '../service.ts';
import type { Store } from '../store.ts';
import { type PartitionInput, type StoredPartition, type StoredTable, storedPartition } from './shapes.ts';

/** Registered partitions of the tables, in the order of their values. */
export type Partitions = {
  /** Throws `EntityNotFoundException` when there is no such table. */
  partitions(database: string, table: string): StoredPartition[];
  partition(database: string, table: string, values: readonly string[]): StoredPartition | undefined;
  /** Throws `AlreadyExistsException`, or `InvalidInputException` when values and keys differ in number. */
  createPartition(database: string, table: string, input: PartitionInput): void;
  /** Replaces the partition with these values; the input's own values may be new. Throws `EntityNotFoundException`. */
  updatePartition(database: string, table: string, values: readonly string[], input: PartitionInput): void;
  /** Throws `EntityNotFoundException`. */
  deletePartition(database: string, table: string, values: readonly string[]): void;
  dropPartitions(database: string, table: string): void;
};

const SCHEMA = `
CREATE TABLE IF NOT EXISTS glue_partitions (
  database TEXT NOT NULL, name TEXT NOT NULL, partition_values TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (database, name, partition_values)) STRICT;
`;
const Row = z.object({ body: z.string() });

/** `tableOf` gives a table by its name in any case and throws when there is none. */
export function openPartitions(
  store: Store,
  tableOf: (database: string, name: string) => StoredTable,
): Partitions {
  const { db } = store;
  db.exec(SCHEMA);
  const all = db.prepare('SELECT body FROM glue_partitions WHERE database = ? AND name = ?');
  const one = db.prepare(
    'SELECT body FROM glue_partitions WHERE database = ? AND name = ? AND partition_values = ?',
  );
  const insert = db.prepare(
    'INSERT INTO glue_partitions (database, name, partition_values, body) VALUES (?, ?, ?, ?)',
  );
  const remove = db.prepare(
    'DELETE FROM glue_partitions WHERE database = ? AND name = ? AND partition_values = ?',
  );
  const removeAll = db.prepare('DELETE FROM glue_partitions WHERE database = ? AND name = ?');

  function partition(database: string, name: string, values: readonly string[]): StoredPartition | undefined {
    const row = one.get(database.toLowerCase(), name.toLowerCase(), JSON.stringify(values));
    return row === undefined ? undefined : storedPartition(Row.parse(row).body);
  }

  function create(database: string, name: string, input: PartitionInput, createdAt?: number): void {
    const table = tableOf(database, name);
    const keys = table.PartitionKeys ?? [];
    if (keys.length !== input.Values.length) {
      throw new ServiceError(
        'InvalidInputException',
        `The number of partition keys (${keys.length}) does not match the number of partition values (${input.Values.length}).`,
      );
    }
    if (partition(database, name, input.Values) !== undefined)
      throw new ServiceError('AlreadyExistsException', 'Partition already exists.');
    const body: StoredPartition = {
      ...input,
      DatabaseName: table.DatabaseName,
      TableName: table.Name,
      CreationTime: createdAt ?? Math.floor(Date.now() / 1000),
      CatalogId: PLACE.account,
    };
    insert.run(table.DatabaseName, table.Name, JSON.stringify(input.Values), JSON.stringify(body));
  }

  function erase(database: string, name: string, values: readonly string[]): void {
    const { changes } = remove.run(database.toLowerCase(), name.toLowerCase(), JSON.stringify(values));
    if (Number(changes) === 0) throw new ServiceError('EntityNotFoundException', 'Partition not found.');
  }

  return {
    partitions(database, name) {
      const table = tableOf(database, name);
      const found = all
        .all(table.DatabaseName, table.Name)
        .map((row) => storedPartition(Row.parse(row).body));
      return found.sort(byValues);
    },
    partition,
    createPartition: (database, name, input) => create(database, name, input),
    updatePartition(database, name, values, input) {
      store.transaction(() => {
        const before = partition(database, name, values);
        erase(database, name, values);
        create(database, name, input, before?.CreationTime);
      });
    },
    deletePartition: erase,
    dropPartitions: (database, name) => void removeAll.run(database.toLowerCase(), name.toLowerCase()),
  };
}

function byValues(left: StoredPartition, right: StoredPartition): number {
  for (const [index, value] of left.Values.entries()) {
    const order = value.localeCompare(right.Values[index] ?? '', 'en', { numeric: true });
    if (order !== 0) return order;
  }
  return 0;
}
