import type { Lake, ObjectStore } from '#ports';
import { recordsKey, recordsPrefix } from '#schemas/delivery-files.ts';
import type { Reject } from '#schemas/delivery-part.ts';
import type { DeliveryId, RecordId } from '#schemas/ids.ts';
import { duplicateKey } from './normalize-rows.ts';
import { type EncodeRecords, PARQUET, type StagedPart } from './staged-files.ts';

/** Per chunk: rows whose natural key stands in an earlier chunk. Within a chunk they are rejected already. */
export function doubledKeys(parts: readonly StagedPart[]): Reject[][] {
  const lineOfKey = new Map<RecordId, number>();
  return parts.map((part) => {
    const doubled: Reject[] = [];
    for (const [key, line] of part.keys) {
      const before = lineOfKey.get(key);
      if (before === undefined) lineOfKey.set(key, line);
      else doubled.push({ line, ...duplicateKey(before) });
    }
    return doubled;
  });
}

/** Takes the records of those rows out of a chunk's file. Repeating it changes nothing. */
export async function dropRows(
  ports: { readonly objects: ObjectStore; readonly lake: Pick<Lake, 'read'>; readonly encode: EncodeRecords },
  place: { readonly deliveryId: DeliveryId; readonly policeData: boolean; readonly index: number },
  rejects: readonly Reject[],
): Promise<void> {
  const lines = new Set(rejects.map((reject) => reject.line));
  const key = recordsKey(place.deliveryId, place.policeData, place.index);
  const prefix = recordsPrefix(place.deliveryId, place.policeData);
  const rows = await ports.lake.read({ table: 'records', prefix, keys: [key], rows: 0 });
  const kept = rows.filter((row) => typeof row.line !== 'number' || !lines.has(row.line));
  await ports.objects.write(key, ports.encode(kept), PARQUET);
}
