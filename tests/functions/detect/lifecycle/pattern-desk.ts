import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { glueCatalog } from '#adapters/catalog.ts';
import { parquetLake } from '#adapters/lake.ts';
import { athenaNamedQueries } from '#adapters/named-queries.ts';
import { dynamoPatternStore } from '#adapters/pattern-store.ts';
import { athenaEngine } from '#adapters/query-engine.ts';
import { detectDoor, type DoorOutput, type DoorPorts } from '#detect/door.ts';
import { DoorInput } from '#detect/door-input.ts';
import { loadLibrary } from '#detect/library.ts';
import { historyTableInput, pointersTableInput, viewInput, viewsOf } from '#infra/constructs/lake-tables.ts';
import { TableInput } from '#local/glue/shapes.ts';
import type { LakeRow, ObjectStore } from '#ports';
import type { Actor } from '#schemas/actor.ts';
import { Failure } from '#schemas/failures.ts';
import { LAKE_TABLES, type LakeTableName } from '#schemas/tables.ts';
import type { PublishedVersion } from '#schemas/version.ts';
import { openContextTable } from '#tests/functions/adapters/context-table.ts';
import { embedded } from '#tests/infra/local/athena/embedded.ts';
import { memoryRegistry, versionOf } from '#tests/functions/memory-ports.ts';

const DATABASES = { analysis: 'verband_analysis', restricted: 'verband_restricted' };

export const analyst: Actor = { id: 'e.kuipers', team: 'data', role: 'analyst' };
export const colleague: Actor = { id: 'n.meijer', team: 'data', role: 'analyst' };

/** The door of patterns over the embedded Athena, with the lake's tables and views as the stack makes them. */
export async function openPatternDesk() {
  const cloud = await embedded();
  const table = await openContextTable('registry');
  for (const Name of Object.values(DATABASES)) cloud.catalog.putDatabase({ Name });
  const define = (database: string, input: object) =>
    cloud.catalog.putTable(database, TableInput.parse(capitals(input)));
  for (const each of LAKE_TABLES) define(DATABASES[each.database], historyTableInput(each, 'lake'));
  define(DATABASES.analysis, pointersTableInput('lake'));
  for (const view of viewsOf(DATABASES)) define(DATABASES[view.database], viewInput(view));

  const objects = folderObjects(join(cloud.dataDir, 's3', 'lake'));
  const lake = parquetLake(objects);
  const catalog = glueCatalog({
    analysisDatabase: DATABASES.analysis,
    restrictedDatabase: DATABASES.restricted,
    lake: objects,
    client: cloud.glue,
  });
  const linked: PublishedVersion[] = [];
  const registry = memoryRegistry(linked);
  const athena = { workgroup: 'primary', database: DATABASES.analysis, client: cloud.client };
  const clock = { now: '2026-11-02T09:00:00.000Z' };
  let ticks = 0;
  const ports = {
    registry,
    patterns: dynamoPatternStore('registry', table.documents),
    engine: athenaEngine(athena),
    queries: athenaNamedQueries(athena),
    gate: async () => null,
    shipped: loadLibrary(),
    clock: { now: () => new Date(Date.parse(clock.now) + ticks++) },
    wait: async (milliseconds: number) => sleep(Math.min(milliseconds, 10)),
  } satisfies DoorPorts;
  const write = async (name: LakeTableName, location: string, rows: readonly LakeRow[]) =>
    lake.write(name, location, '0000', rows);

  return {
    ports,
    clock,
    cloud,
    call: async (input: unknown): Promise<DoorOutput> => detectDoor(DoorInput.parse(input), ports),
    /** Publishes a linked version: deltas of the named tables. */
    async link(
      version: number,
      asOf: string,
      tables: Partial<Record<'entities' | 'relations', readonly LakeRow[]>>,
    ) {
      const files = [];
      for (const name of ['entities', 'relations'] as const)
        if (tables[name])
          files.push(
            await write(
              name,
              `version=${version}-1`,
              tables[name].map((row) => ({ deleted: false, ...row })),
            ),
          );
      await catalog.registerVersion(version, files);
      await catalog.publishPointer({ name: 'linked', version, base: 1, as_of: asOf });
      linked.push(versionOf(version, { as_of: asOf, files }));
    },
    /** What patterns found in a judged version. */
    async judge(version: number, findings: readonly LakeRow[]) {
      await catalog.registerVersion(version, [await write('findings', `version=${version}-1`, findings)]);
      await catalog.publishPointer({ name: 'judged', version, base: version, as_of: '2026-11-01' });
    },
    async log(name: 'outcomes' | 'case_events', day: string, rows: readonly LakeRow[]) {
      await write(name, `day=${day}`, rows);
      await catalog.registerDay(name, day);
    },
    async close() {
      await cloud.close();
      await table.close();
    },
  };
}
export type PatternDesk = Awaited<ReturnType<typeof openPatternDesk>>;

/** Members as CloudFormation writes them; what stands under `parameters` is data. */
function capitals(value: unknown, data = false): unknown {
  if (Array.isArray(value)) return value.map((each) => capitals(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      data ? name : name.charAt(0).toUpperCase() + name.slice(1),
      capitals(member, name === 'parameters'),
    ]),
  );
}

/** A bucket as the embedded cloud lays it out: a file per object. */
function folderObjects(root: string): ObjectStore {
  const read = async (key: string) => {
    if (!existsSync(join(root, key))) throw new Failure('ObjectMissing', 'there is no such object');
    return new Uint8Array(readFileSync(join(root, key)));
  };
  return {
    bucket: 'lake',
    read,
    stream: async (key) => {
      const found = await read(key);
      return (async function* chunks() {
        yield found;
      })();
    },
    write: async (key, body) => {
      mkdirSync(dirname(join(root, key)), { recursive: true });
      writeFileSync(join(root, key), body);
    },
    list: async (prefix) =>
      readdirSync(root, { recursive: true })
        .map(String)
        .filter((key) => key.startsWith(prefix))
        .toSorted(),
    remove: async () => {
      throw new Failure('InvalidRequest', 'nothing is removed here');
    },
  };
}
