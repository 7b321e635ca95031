import type { ObjectStore } from '#ports';
import type { ChunkTask, Manifest } from '#schemas/chunk-task.ts';
import type { ReasonCount } from '#schemas/delivery.ts';
import type { DeliveryPart, Reject } from '#schemas/delivery-part.ts';
import type { DeliveryId } from '#schemas/ids.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { StorageArea } from '#schemas/sources/contract.ts';
import { type DecodeRecords, doubledKeys, dropRows, withRows } from './doubled-keys.ts';
import { keyLedger } from './key-ledger.ts';
import type { FilledColumns } from './profiler.ts';
import { type CollectLimits, type CollectedRejects, rejectCollector } from './reject-collector.ts';
import { type EncodeRecords, readKeys, readRows, readStaged } from './staged-files.ts';
import { tally } from './tally.ts';

export type SumLimits = CollectLimits & { readonly keysAtOnce: number; readonly chunkRows: number };

export const SUM_LIMITS: SumLimits = { ...SETTINGS.receive, ...SETTINGS.normalize, ...SETTINGS.report };

export type Total = {
  readonly rowsRead: number;
  readonly rowsAccepted: number;
  readonly rejects: CollectedRejects;
  readonly columns: readonly FilledColumns[];
  readonly reasons: readonly ReasonCount[];
};

type SumPorts = {
  readonly objects: ObjectStore;
  readonly encode: EncodeRecords;
  readonly decode: DecodeRecords;
};

/**
 * Goes through a delivery's chunks one after the other, in memory that does not grow with the file: sums up, and takes
 * out rows of which the key stands in an earlier chunk. With more keys than are compared at a time it goes round
 * several times, each for a share of the keys. `received`: what receive turned away.
 */
export async function sumChunks(
  of: { readonly deliveryId: DeliveryId; readonly area: StorageArea },
  manifest: Manifest,
  received: DeliveryPart,
  ports: SumPorts,
  limits: SumLimits = SUM_LIMITS,
): Promise<Total> {
  const reasons = tally();
  const collector = rejectCollector(limits, reasons);
  const columns: FilledColumns[] = [];
  let rowsRead = 0;
  const addPart = (part: DeliveryPart): void => {
    rowsRead += part.rowsRead;
    for (const reject of part.rejects) collector.add(reject);
    for (const counted of part.counted ?? []) collector.addCounted(counted);
    for (const note of part.notes) reasons.add(note, note);
  };
  addPart(received);

  const mostKeys = manifest.length * limits.chunkRows;
  const shares = Math.ceil(mostKeys / limits.keysAtOnce);
  const ledger = keyLedger(manifest.length > 1 ? (mostKeys / shares) * UNEVEN + 1000 : 1);
  for (let share = 0; share < shares; share += 1) {
    ledger.clear();
    for (const task of manifest) {
      const place = { ...of, index: task.chunk.index };
      if (share === 0) {
        const part = await readStaged(ports.objects, place);
        const rows = await readRows(ports.objects, place);
        addPart({ ...part, rejects: part.rejects.map((each) => ({ ...each, row: rows.get(each.line) })) });
        columns.push(part.columns);
      }
      if (manifest.length === 1) continue;
      const keys = await readKeys(ports.objects, place);
      const doubled = await dropDoubled(doubledKeys(keys, ledger, { share, shares }), task, place, ports);
      for (const reject of doubled) collector.add(reject);
    }
  }
  const rejects = collector.collected();
  if (rowsRead === 0) reasons.add(NO_ROWS);
  if (rejects.untold > 0) reasons.add(UNTOLD, { count: rejects.untold });
  return { rowsRead, rowsAccepted: rowsRead - rejects.count, rejects, columns, reasons: reasons.counts() };
}

/** Shares are about equal, not quite. */
const UNEVEN = 1.1;

async function dropDoubled(
  doubled: readonly Reject[],
  task: ChunkTask,
  place: Parameters<typeof dropRows>[1],
  ports: SumPorts,
): Promise<readonly Reject[]> {
  if (doubled.length === 0) return [];
  const text = new TextDecoder().decode(await ports.objects.read(task.chunk.key));
  await dropRows(ports, place, doubled);
  return withRows(text, task, doubled);
}

const NO_ROWS = {
  code: 'no_rows',
  message: 'the file has a header but no rows, so nothing was changed; deliver it again with its rows',
};
const UNTOLD = {
  code: 'rejects_untold',
  message:
    'more rows were rejected than are listed one by one; correct what is wrong with them and deliver the whole file again',
};
