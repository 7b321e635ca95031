import type { Lake, ObjectStore } from '#ports';
import type { NetworkRun } from '#schemas/network.ts';
import type { PublishedVersion, TableFiles } from '#schemas/version.ts';
import { earlierChanges } from './earlier-network.ts';
import { recentChanges } from './recent-changes.ts';

/** Folder of a version's files, the last of a prefix. */
const VERSION_FOLDER = /version=[^/]+\/$/;

/**
 * The tables of an earlier run as those of a version that changed no tie. Copied, as every version's files are its own:
 * one may be cleared away, and none may lie under two versions. Changes of long ago fall away.
 */
export async function carryOver(
  run: NetworkRun,
  { version, as_of: asOf }: PublishedVersion,
  ports: { readonly lake: Lake; readonly objects: Pick<ObjectStore, 'read' | 'write'> },
): Promise<TableFiles[]> {
  const { lake, objects } = ports;
  const location = `version=${version}-of-${run.computed}`;
  const carried: TableFiles[] = [];
  for (const files of run.files) {
    if (files.table === 'network_changes') {
      const changes = recentChanges(await earlierChanges(run, lake), [], { version, asOf });
      carried.push(await lake.write('network_changes', location, '0000', changes));
      continue;
    }
    const prefix = files.prefix.replace(VERSION_FOLDER, `${location}/`);
    const keys: string[] = [];
    for (const key of files.keys) {
      const copy = `${prefix}${key.slice(files.prefix.length)}`;
      await objects.write(copy, await objects.read(key), 'application/vnd.apache.parquet');
      keys.push(copy);
    }
    carried.push({ ...files, prefix, keys });
  }
  return carried;
}
