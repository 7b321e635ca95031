import * as z from 'zod';
import type { Catalog, Lake, ObjectStore, Pseudonyms, Registry } from '#ports';
import type { Manifest } from '#schemas/chunk-task.ts';
import type { Delivery } from '#schemas/delivery.ts';
import { chunkKey, manifestKey, receivedPartKey } from '#schemas/delivery-files.ts';
import type { DeliveryPart } from '#schemas/delivery-part.ts';
import { deliveryInName, isRejectedName, mendedDelivery } from '#schemas/rejected-file.ts';
import { rowDigest } from '#schemas/row-digest.ts';
import { Failure } from '#schemas/failures.ts';
import { DeliveryId, idText } from '#schemas/ids.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { contractNamed, sourceOfKey } from '#schemas/sources/registry.ts';
import { withMappings } from '#schemas/sources/steward-mapping.ts';
import { MAPPINGS, type ReceiveOutput, answerAgain, end, settle } from './outcome.ts';
import { type FileRead, type ReceiveLimits, readFile } from './read-file.ts';
import { receiveMapping } from './receive-mapping.ts';
import { referenceDate } from './reference-date.ts';
import { storedMappings } from './stored-mappings.ts';

/** What an `Object Created` event tells. */
export const ReceiveInput = z.strictObject({
  bucket: z.string().min(1),
  key: z.string().min(1),
  versionId: z.string().min(1),
  size: z.int().min(0),
  time: z.iso.datetime({ offset: true }),
  /** Hex; empty where the event has none. */
  sequencer: z
    .string()
    .regex(/^[0-9A-Fa-f]*$/)
    .default(''),
});
export type ReceiveInput = z.input<typeof ReceiveInput>;

export type ReceivePorts = {
  readonly drop: ObjectStore;
  readonly work: ObjectStore;
  readonly lake: Pick<Lake, 'write'>;
  readonly catalog: Pick<Catalog, 'registerDay'>;
  readonly registry: Pick<Registry, 'enter' | 'delivery' | 'advance' | 'claimContent'>;
  readonly pseudonyms: Pseudonyms;
  readonly limits?: ReceiveLimits;
};

/**
 * Takes one dropped object in: ledger first, then its contract (R6), then one pass over its bytes. A repeated event
 * goes on where a killed try stopped, or answers as before (R47). An event whose object is not there ends as a rejected
 * delivery; throws Failure('InvalidRequest') for one of another bucket.
 */
export async function receive(input: ReceiveInput, ports: ReceivePorts): Promise<ReceiveOutput> {
  if (input.bucket !== ports.drop.bucket)
    throw new Failure('InvalidRequest', 'the event tells of an object in another bucket than the drop');
  const fresh = newDelivery(input, ports.pseudonyms);
  const entered = await ports.registry.enter(fresh);
  const delivery = entered ? fresh : ((await ports.registry.delivery(fresh.delivery_id)) ?? fresh);
  if (delivery.status !== 'received') return answerAgain(delivery, ports);
  if (delivery.source === MAPPINGS)
    return receiveMapping(delivery, await openObject(input, ports.drop), ports);

  const agreed = contractNamed(delivery.source);
  if (!agreed) return end(delivery, 'quarantined', NO_CONTRACT, ports);
  const mappings = (await storedMappings(agreed.name, ports.work)).filter(({ withdrawn }) => !withdrawn);
  const contract = withMappings(agreed, mappings);
  const stored: string[] = [];
  const manifest: Manifest = [];
  const bytes = await openObject(input, ports.drop);
  if (!bytes) return end(delivery, 'rejected', OBJECT_MISSING, ports);
  const read = await readFile(
    bytes,
    contract,
    ports.limits ?? SETTINGS.receive,
    async (index, format, chunk) => {
      const key = chunkKey(delivery.delivery_id, index, format.format);
      await ports.work.write(key, chunk.text, 'text/plain; charset=utf-8');
      stored.push(key);
      manifest.push({
        deliveryId: delivery.delivery_id,
        source: delivery.source,
        chunk: { key, index, firstLine: chunk.firstLine },
        format,
        receivedOn: delivery.received_at.slice(0, 10),
        mappings: mappings.map((mapping) => mapping.version),
      });
    },
  );
  if (!read.ok) {
    await ports.work.remove(stored);
    return end(delivery, 'rejected', read, ports);
  }
  const mended = await supplementOf(delivery, read, ports.registry);
  if (mended === 'unknown') {
    await ports.work.remove(stored);
    return end(delivery, 'rejected', MENDS_NOTHING, ports);
  }
  const hashed: Delivery = { ...delivery, ...mended, content_sha256: read.sha256 };
  if (await isDuplicate(hashed, ports.registry)) {
    await ports.work.remove(stored);
    return end(hashed, 'duplicate', DUPLICATE, ports);
  }
  await ports.work.write(
    receivedPartKey(delivery.delivery_id),
    JSON.stringify(partOf(read, ports.pseudonyms)),
    'application/json',
  );
  await ports.work.write(manifestKey(delivery.delivery_id), JSON.stringify(manifest), 'application/json');
  return settle(hashed, ports, {
    outcome: 'accepted',
    deliveryId: delivery.delivery_id,
    manifestKey: manifestKey(delivery.delivery_id),
    chunkCount: manifest.length,
  });
}

/** Rejected rows that come back mended say which delivery they belong to, or at least by the name that we gave. */
async function supplementOf(
  delivery: Delivery,
  read: Extract<FileRead, { ok: true }>,
  registry: Pick<Registry, 'delivery'>,
): Promise<Pick<Delivery, 'supplement' | 'reference_date'> | 'unknown' | undefined> {
  const told = read.format.format === 'csv' ? mendedDelivery(read.format.header) : undefined;
  const id = told ?? deliveryInName(delivery.object_key);
  const { reference_date } = delivery;
  if (id === undefined)
    return isRejectedName(delivery.object_key) ? { supplement: { of: null }, reference_date } : undefined;
  const mended = await registry.delivery(id);
  if (mended?.source !== delivery.source) return 'unknown';
  return { supplement: { of: id }, reference_date: mended.reference_date };
}

async function openObject(
  { key, versionId }: ReceiveInput,
  drop: ObjectStore,
): Promise<AsyncIterable<Uint8Array> | undefined> {
  try {
    return await drop.stream(key, versionId);
  } catch (error) {
    if (error instanceof Failure && error.name === 'ObjectMissing') return undefined;
    throw error;
  }
}

const OBJECT_MISSING = {
  code: 'object_missing',
  message:
    'the file of which this event tells is not there: removed since, or the event is forged; deliver the file again',
};
const MENDS_NOTHING = {
  code: 'supplement_unknown',
  message:
    'the last column says that these rows mend another file, but no file of this source is known by that; drop it in the folder of its source, with the column as it was',
};
const NO_CONTRACT = {
  code: 'no_contract',
  message:
    'there is no agreement on this source, so the file was not read (R6); drop it in the folder of a known source',
};
const DUPLICATE = {
  code: 'duplicate_content',
  message: 'the latest accepted file of this source has the same content; nothing was changed',
};

function newDelivery(input: ReceiveInput, pseudonyms: Pseudonyms): Delivery {
  const receivedAt = new Date(input.time).toISOString();
  const digest = pseudonyms.digest('delivery', [input.bucket, input.key, input.versionId].join('\u0000'));
  return {
    delivery_id: DeliveryId.parse(`dlv-${idText(digest)}`),
    source: sourceOfKey(input.key),
    bucket: input.bucket,
    object_key: input.key,
    object_version: input.versionId,
    ...(input.sequencer === undefined || input.sequencer === '' ? {} : { object_sequencer: input.sequencer }),
    content_sha256: null,
    received_at: receivedAt,
    reference_date: referenceDate(input.key, receivedAt.slice(0, 10)),
    status: 'received',
    rows_read: 0,
    rows_accepted: 0,
    rows_rejected: 0,
    reasons: [],
    version: null,
  };
}

/** A file that was rejected earlier may come again: what was wrong may have been mended on our side. */
async function isDuplicate(delivery: Delivery, registry: ReceivePorts['registry']): Promise<boolean> {
  // What supplements a file is not the source's latest content: that file again is still a duplicate.
  const claiming = delivery.supplement ? { ...delivery, source: `${delivery.source}#supplement` } : delivery;
  const same = await registry.claimContent(claiming);
  if (same === undefined || same === delivery.delivery_id) return false;
  return (await registry.delivery(same))?.status !== 'rejected';
}

function partOf(read: Extract<FileRead, { ok: true }>, pseudonyms: Pseudonyms): DeliveryPart {
  const rejected = read.rejects.count();
  const counted = read.rejects.counted();
  return {
    rowsRead: rejected,
    rowsAccepted: 0,
    rowsRejected: rejected,
    rejects: read.rejects.told.map((reject) =>
      reject.row === undefined ? reject : { ...reject, digest: rowDigest(reject.row, pseudonyms) },
    ),
    ...(counted.length > 0 ? { counted } : {}),
    notes: [...read.notes],
  };
}
