import * as z from 'zod';
import { PLACE, ServiceError } from '../service.ts';
import type { Store } from '../store.ts';
import { openPartitions, type Partitions } from './partitions.ts';
import type { DatabaseInput, StoredDatabase, StoredTable, TableInput } from './shapes.ts';
import { storedDatabase, storedTable } from './shapes.ts';

/** Glue's data catalogue in the cloud's own database. Names are folded to lower case, as Glue does. */
export type Catalog = Partitions & {
  databases(): StoredDatabase[];
  database(name: string): StoredDatabase | undefined;
  /** Makes or replaces a database; its tables stay. */
  putDatabase(input: DatabaseInput): void;
  tables(database: string): StoredTable[];
  table(database: string, name: string): StoredTable | undefined;
  /** Makes or replaces a table; its partitions stay. Throws `EntityNotFoundException` without its database. */
  putTable(database: string, input: TableInput): void;
  /** Drops a table with its partitions. Throws `EntityNotFoundException`. */
  dropTable(database: string, name: string): void;
};

const SCHEMA = `
CREATE TABLE IF NOT EXISTS glue_databases (name TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS glue_tables (
  database TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (database, name)) STRICT;
`;
const Row = z.object({ body: z.string() });

export function openCatalog(store: Store): Catalog {
  const { db } = store;
  db.exec(SCHEMA);
  const allDatabases = db.prepare('SELECT body FROM glue_databases ORDER BY name');
  const oneDatabase = db.prepare('SELECT body FROM glue_databases WHERE name = ?');
  const writeDatabase = db.prepare('INSERT OR REPLACE INTO glue_databases (name, body) VALUES (?, ?)');
  const allTables = db.prepare('SELECT body FROM glue_tables WHERE database = ? ORDER BY name');
  const oneTable = db.prepare('SELECT body FROM glue_tables WHERE database = ? AND name = ?');
  const writeTable = db.prepare('INSERT OR REPLACE INTO glue_tables (database, name, body) VALUES (?, ?, ?)');
  const deleteTable = db.prepare('DELETE FROM glue_tables WHERE database = ? AND name = ?');

  function database(name: string): StoredDatabase | undefined {
    const row = oneDatabase.get(name.toLowerCase());
    return row === undefined ? undefined : storedDatabase(Row.parse(row).body);
  }
  function table(databaseName: string, name: string): StoredTable | undefined {
    const row = oneTable.get(databaseName.toLowerCase(), name.toLowerCase());
    return row === undefined ? undefined : storedTable(Row.parse(row).body);
  }
  const partitions = openPartitions(store, (databaseName, name) => {
    const found = table(databaseName, name);
    if (found === undefined) throw notFound(`Table ${name} not found.`);
    return found;
  });

  return {
    ...partitions,
    databases: () => allDatabases.all().map((row) => storedDatabase(Row.parse(row).body)),
    database,
    putDatabase(input) {
      const Name = input.Name.toLowerCase();
      const CreateTime = database(Name)?.CreateTime ?? epochSeconds();
      writeDatabase.run(Name, JSON.stringify({ ...input, Name, CreateTime, CatalogId: PLACE.account }));
    },
    tables: (databaseName) =>
      allTables.all(databaseName.toLowerCase()).map((row) => storedTable(Row.parse(row).body)),
    table,
    putTable(databaseName, input) {
      const DatabaseName = databaseName.toLowerCase();
      if (database(DatabaseName) === undefined) throw notFound(`Database ${DatabaseName} not found.`);
      const Name = input.Name.toLowerCase();
      const UpdateTime = epochSeconds();
      const CreateTime = table(DatabaseName, Name)?.CreateTime ?? UpdateTime;
      const stamps = { DatabaseName, CreateTime, UpdateTime, CatalogId: PLACE.account };
      writeTable.run(DatabaseName, Name, JSON.stringify({ ...input, Name, ...stamps }));
    },
    dropTable(databaseName, name) {
      store.transaction(() => {
        partitions.dropPartitions(databaseName, name);
        const { changes } = deleteTable.run(databaseName.toLowerCase(), name.toLowerCase());
        if (Number(changes) === 0) throw notFound(`Table ${name} not found.`);
      });
    },
  };
}

export function notFound(message: string): ServiceError {
  return new ServiceError('EntityNotFoundException', message);
}

/** Glue's JSON carries moments in epoch seconds. */
function epochSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
