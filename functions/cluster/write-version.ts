import type { Lake, LakeRow } from '#ports';
import { versionLocation } from '#schemas/link-work.ts';
import type { LakeTableName } from '#schemas/tables.ts';
import type { TableFiles } from '#schemas/version.ts';
import type { ClusterDelta } from './cluster-records.ts';

/** Writes the deltas of a version's tables, under its lock token; a table that did not change gets no file. */
export async function writeDeltas(
  delta: ClusterDelta,
  run: { readonly version: number; readonly token: number },
  lake: Lake,
): Promise<TableFiles[]> {
  const write = async (
    table: LakeTableName,
    key: string,
    { changed, removed }: { readonly changed: readonly LakeRow[]; readonly removed: readonly string[] },
  ): Promise<TableFiles[]> => {
    const rows = [
      ...changed.map((row) => ({ ...row, deleted: false })),
      ...removed.map((id) => ({ [key]: id, deleted: true })),
    ];
    return rows.length === 0 ? [] : [await lake.write(table, versionLocation(run), 'part-0000', rows)];
  };
  const written = await Promise.all([
    write('members', 'record_id', delta.members),
    write('entities', 'entity_id', delta.entities),
    write('labels', 'entity_id', delta.labels),
    write('relations', 'record_id', delta.relations),
    write('aliases', 'entity_id', delta.aliases),
  ]);
  return written.flat();
}
