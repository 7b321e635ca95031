import type { ObjectStore } from '#ports';
import { Failure } from '#schemas/failures.ts';
import { LinkedPartition, StagedVersion, linkedPartitionKey, stagedVersionKey } from '#schemas/link-work.ts';
import type { TableFiles } from '#schemas/version.ts';

export type Run = { readonly version: number; readonly token: number };

/** What linking left for this run: the delta of records and, of all partitions, the delta of links. */
export async function readStagedVersion(
  run: Run,
  objects: ObjectStore,
): Promise<{ readonly staged: StagedVersion; readonly files: readonly TableFiles[] }> {
  const staged = StagedVersion.parse(await readJson(stagedVersionKey(run), objects));
  const parts = await Promise.all(
    Array.from({ length: staged.partitions }, async (_, partition) =>
      LinkedPartition.parse(await readJson(linkedPartitionKey(run, partition), objects)),
    ),
  );
  const links = parts.flatMap((part) => part.links ?? []);
  return { staged, files: [...(staged.records ? [staged.records] : []), ...asOne(links)] };
}

/** Partitions write beside each other in one folder, which is one partition of the catalogue. */
function asOne(files: readonly TableFiles[]): TableFiles[] {
  const [first] = files;
  if (!first) return [];
  if (files.some((file) => file.prefix !== first.prefix))
    throw new Failure('LockLost', 'partitions of one version were written under different tokens');
  return [
    {
      table: first.table,
      prefix: first.prefix,
      keys: files.flatMap((file) => file.keys),
      rows: files.reduce((sum, file) => sum + file.rows, 0),
    },
  ];
}

async function readJson(key: string, objects: ObjectStore): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await objects.read(key)));
}
