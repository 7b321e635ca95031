import { storedCalibrations } from '#adapters/calibrations.ts';
import { storedFairnessGate } from '#adapters/fairness-gate.ts';
import { parquetLake } from '#adapters/lake.ts';
import { lakeOutcomes } from '#adapters/outcome-log.ts';
import type { Catalog, ObjectStore, Registry, StopButton, WeightsRegister } from '#ports';
import type { Delivery } from '#schemas/delivery.ts';
import { Failure } from '#schemas/failures.ts';
import type { Pointer, PublishedVersion, TableFiles } from '#schemas/version.ts';

/** A bucket in memory. */
function memoryObjects(): ObjectStore & { readonly objects: ReadonlyMap<string, Uint8Array> } {
  const objects = new Map<string, Uint8Array>();
  const read = async (key: string) => {
    const found = objects.get(key);
    if (!found) throw new Failure('ObjectMissing', 'there is no such object');
    return found;
  };
  return {
    objects,
    bucket: 'lake',
    read,
    stream: async function stream(key) {
      const found = await read(key);
      return (async function* chunks() {
        yield found;
      })();
    },
    write: async (key, body) => {
      objects.set(key, typeof body === 'string' ? new TextEncoder().encode(body) : body);
    },
    list: async (prefix) => [...objects.keys()].filter((key) => key.startsWith(prefix)).toSorted(),
    remove: async (keys) => {
      for (const key of keys) objects.delete(key);
    },
  };
}

/** The real lake on a bucket in memory, and what was registered in the catalogue. */
export function memoryLake() {
  const objects = memoryObjects();
  const registered: { version: number; files: readonly TableFiles[] }[] = [];
  const days: string[] = [];
  const pointers: Pointer[] = [];
  const catalog: Catalog = {
    registerVersion: async (version, files) => {
      registered.push({ version, files });
    },
    registerDay: async (table, day) => {
      days.push(`${table} ${day}`);
    },
    publishPointer: async (pointer) => {
      pointers.push(pointer);
    },
  };
  const lake = parquetLake(objects);
  return {
    objects,
    lake,
    outcomes: lakeOutcomes(lake, objects),
    calibrations: storedCalibrations(objects),
    gate: storedFairnessGate(objects),
    catalog,
    registered,
    days,
    pointers,
  };
}

/** Pointers and versions in memory, as the judging side of the line sees them. */
export function memoryRegistry(
  linked: readonly PublishedVersion[] = [],
  deliveries: readonly Delivery[] = [],
): Pick<Registry, 'pointer' | 'version' | 'versions' | 'judge' | 'delivery'> {
  const judged = new Map<number, PublishedVersion>();
  const newest = (versions: readonly PublishedVersion[], name: Pointer['name']): Pointer | undefined => {
    const last = versions.toSorted((left, right) => left.version - right.version).at(-1);
    return last && { name, version: last.version, base: 1, as_of: last.as_of };
  };
  const pointer: Registry['pointer'] = async (name) =>
    newest(name === 'linked' ? linked : [...judged.values()], name);
  return {
    pointer,
    delivery: async (id) => deliveries.find((delivery) => delivery.delivery_id === id),
    version: async (name, version) =>
      name === 'linked' ? linked.find((each) => each.version === version) : judged.get(version),
    versions: async (upTo) =>
      (upTo.name === 'linked' ? [...linked] : [...judged.values()])
        .filter(({ version }) => version >= upTo.base && version <= upTo.version)
        .toSorted((left, right) => left.version - right.version),
    judge: async (version) => {
      const before = await pointer('judged');
      if (before && before.version > version.version)
        throw new Failure('VersionStale', `a version newer than ${version.version} is judged already`);
      judged.set(version.version, version);
      return { name: 'judged', version: version.version, base: version.version, as_of: version.as_of };
    },
  };
}

/** Nobody presses it. */
export const neverStopped: Pick<StopButton, 'standing'> = { standing: async () => [] };

/** Nothing was ever learned. */
export const neverLearned: Pick<WeightsRegister, 'proposals'> = { proposals: async () => [] };

export const versionOf = (version: number, changes: Partial<PublishedVersion> = {}): PublishedVersion => ({
  version,
  as_of: '2026-10-01',
  at: '2026-10-01T10:00:00.000Z',
  deliveries: [],
  files: [],
  ...changes,
});
