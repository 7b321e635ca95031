import { createHash } from 'node:crypto';
import type { Delivery, ReasonCount } from '#schemas/delivery.ts';
import { deliveryLogRow, logDay } from '#schemas/delivery-log.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { contractNamed } from '#schemas/sources/registry.ts';
import { type StoredMapping, mappingKey } from '#schemas/sources/steward-mapping.ts';
import { type OutcomePorts, type ReceiveOutput, settle } from './outcome.ts';
import { type MappingReject, readMapping } from './read-mapping.ts';
import { storedMappings } from './stored-mappings.ts';

/**
 * Takes in a steward's mapping file (`mappings/<source>/<name>.json`): tested against the source's contract, kept under
 * its version, used for the files that come later, until a withdrawal is dropped in the same place. A wrong one changes
 * nothing; each fault is a row in `rejects`.
 */
export async function receiveMapping(
  delivery: Delivery,
  bytes: AsyncIterable<Uint8Array> | undefined,
  ports: OutcomePorts,
): Promise<ReceiveOutput> {
  const [, source = ''] = delivery.object_key.split('/');
  const contract = contractNamed(source);
  if (!contract || delivery.object_key.split('/').length !== 3)
    return finish(delivery, 'quarantined', [{ line: 1, column: null, ...NO_SOURCE }], 0, ports);
  const body = bytes && (await wholeOf(bytes));
  if (!body) return finish(delivery, 'rejected', [{ line: 1, column: null, ...TOO_LARGE }], 0, ports);
  const hashed: Delivery = { ...delivery, content_sha256: createHash('sha256').update(body).digest('hex') };
  const read = readMapping(new TextDecoder().decode(body), contract);
  if (!read.ok) return finish(hashed, 'rejected', read.rejects, read.headers, ports);
  const stored = await storedMappings(source, ports.work);
  if ('withdrawal' in read) {
    const { withdraws, reason } = read.withdrawal;
    const known = stored.find(({ version }) => version === withdraws);
    if (!known)
      return finish(hashed, 'rejected', [{ line: 1, column: 'withdraws', ...NO_SUCH_VERSION }], 1, ports);
    const withdrawn = { delivery_id: delivery.delivery_id, at: delivery.received_at, reason };
    await keep(source, { ...known, withdrawn: known.withdrawn ?? withdrawn }, ports);
    return finish(hashed, 'stored', [], 1, ports);
  }
  const { mapping } = read;
  const headers = Object.keys(mapping.headers).length;
  const standing = stored.find(({ version }) => version === mapping.version);
  if (standing && !isSame(standing, mapping))
    return finish(hashed, 'rejected', [{ line: 1, column: null, ...VERSION_STANDS }], headers, ports);
  if (!standing || standing.withdrawn)
    await keep(
      source,
      { ...mapping, delivery_id: delivery.delivery_id, accepted_at: delivery.received_at },
      ports,
    );
  return finish(hashed, 'stored', [], headers, ports);
}

const keep = async (source: string, mapping: StoredMapping, { work }: OutcomePorts): Promise<void> =>
  work.write(mappingKey(source, mapping.version), JSON.stringify(mapping), 'application/json');

function isSame(standing: StoredMapping, mapping: Pick<StoredMapping, 'supplier' | 'headers'>): boolean {
  const headers = Object.entries(mapping.headers);
  return (
    standing.supplier === mapping.supplier &&
    Object.keys(standing.headers).length === headers.length &&
    headers.every(([header, field]) => standing.headers[header] === field)
  );
}

async function wholeOf(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> {
  const blocks: Uint8Array[] = [];
  let size = 0;
  for await (const block of bytes) {
    size += block.length;
    if (size > SETTINGS.receive.mappingBytes) return undefined;
    blocks.push(block);
  }
  return Buffer.concat(blocks);
}

const NO_SOURCE = {
  code: 'mapping_source_unknown',
  message: 'there is no agreement on this source (R6); drop a mapping as mappings/<source>/<name>.json',
};
const TOO_LARGE = {
  code: 'mapping_too_large',
  message:
    'the mapping is not there any more or larger than a mapping can be; drop it again, headers and fields only',
};
const NO_SUCH_VERSION = {
  code: 'mapping_version_unknown',
  message: 'no mapping of this source has this version; the report on its file names it',
};
const VERSION_STANDS = {
  code: 'mapping_version_stands',
  message: 'this version stands already and says something else; give the changed mapping a new version',
};

/** Logs what was wrong, then ends the delivery in log and ledger; run again it writes the same. */
async function finish(
  delivery: Delivery,
  status: 'stored' | 'rejected' | 'quarantined',
  rejects: readonly MappingReject[],
  headers: number,
  ports: OutcomePorts,
): Promise<ReceiveOutput> {
  const ended: Delivery = {
    ...delivery,
    status,
    rows_read: headers,
    rows_accepted: status === 'stored' ? headers : 0,
    rows_rejected: status === 'stored' ? 0 : headers,
    reasons: reasonsOf(rejects),
  };
  const day = logDay(ended);
  if (rejects.length > 0) {
    const rows = rejects.map(({ line, column, code, message }) => ({
      delivery_id: delivery.delivery_id,
      line,
      column_name: column,
      reason: code,
      message,
    }));
    await ports.lake.write('rejects', `day=${day}`, delivery.delivery_id, rows);
    await ports.catalog.registerDay('rejects', day);
  }
  await ports.lake.write('deliveries', `day=${day}`, delivery.delivery_id, [deliveryLogRow(ended)]);
  await ports.catalog.registerDay('deliveries', day);
  return settle(ended, ports, {
    outcome: status,
    deliveryId: delivery.delivery_id,
    manifestKey: null,
    chunkCount: 0,
  });
}

function reasonsOf(rejects: readonly MappingReject[]): ReasonCount[] {
  const counts = new Map<string, ReasonCount>();
  for (const { code, message, column } of rejects) {
    const told = column === null ? message : `${column}: ${message}`;
    const known = counts.get(`${code} ${told}`);
    counts.set(`${code} ${told}`, { code, message: told, count: (known?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
