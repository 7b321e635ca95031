import { createHash } from 'node:crypto';
import { DeliveryId, RecordId, idText } from '#schemas/ids.ts';
import { SourceRecord } from '#schemas/record.ts';

const digest = (name: string) => createHash('sha256').update(name).digest();

export const recordId = (name: string): RecordId => RecordId.parse(`rec-${idText(digest(name))}`);
export const deliveryId = (name: string): DeliveryId => DeliveryId.parse(`dlv-${idText(digest(name))}`);

const UNKNOWN = Object.fromEntries(Object.keys(SourceRecord.shape).map((column) => [column, null]));

/** A record that knows only what is given; `name` stands for its natural key, and its content makes its hash. */
export function aRecord(name: string, known: Partial<SourceRecord> = {}): SourceRecord {
  const hash = createHash('sha256')
    .update(JSON.stringify({ ...known, delivery_id: undefined, line: undefined }))
    .digest('hex');
  return SourceRecord.parse({
    ...UNKNOWN,
    record_id: recordId(name),
    role: 'subject',
    kind: 'person',
    delivery_id: deliveryId('first'),
    source: 'brp',
    line: 2,
    in_research: [],
    content_hash: hash,
    ...known,
  });
}

/** A person as the BRP has them. */
export const aResident = (name: string, known: Partial<SourceRecord> = {}): SourceRecord =>
  aRecord(name, { bsn_token: `bsn-of-${name}`, ...known });

/** A person whom a raid's row names. */
export const aSuspect = (name: string, known: Partial<SourceRecord> = {}): SourceRecord =>
  aRecord(name, { source: 'raids', role: 'suspect', ...known });

export const anAddress = (name: string, known: Partial<SourceRecord> = {}): SourceRecord =>
  aRecord(name, { kind: 'address', role: 'registered_at', ...known });

export const aBagAddress = (name: string, known: Partial<SourceRecord> = {}): SourceRecord =>
  aRecord(name, {
    kind: 'address',
    source: 'bag',
    number_id: name.padStart(16, '0'),
    town: 'Voorbeeld',
    ...known,
  });
