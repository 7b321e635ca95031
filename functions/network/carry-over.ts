import type { Lake, ObjectStore } from '#ports';
import type { NetworkRun } from '#schemas/network.ts';
import type { TableFiles } from '#schemas/version.ts';

/** Folder of a version's files, the last of a prefix. */
const VERSION_FOLDER = /version=[^/]+\/$/;

/**
 * The tables of an earlier run as those of a version. Copied, as every version's files are its own: one may be cleared
 * away, and none may lie under two versions. Nothing changed, so `network_changes` is empty.
 */
export async function carryOver(
  run: NetworkRun,
  version: number,
  { lake, objects }: { readonly lake: Lake; readonly objects: Pick<ObjectStore, 'read' | 'write'> },
): Promise<TableFiles[]> {
  const location = `version=${version}-of-${run.computed}`;
  const carried: TableFiles[] = [];
  for (const files of run.files) {
    if (files.table === 'network_changes') {
      carried.push(await lake.write('network_changes', location, '0000', []));
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
