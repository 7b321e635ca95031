import { describe, expect, it } from 'vitest';
import { normalizeChunk } from '#normalize/normalize-chunk.ts';
import { normalizeDelivery } from '#normalize/normalize-delivery.ts';
import { receive } from '#receive/receive.ts';
import { DeliveryId } from '#schemas/ids.ts';
import { memoryTown } from '#tests/functions/receive/memory.ts';
import { TIME, ingest, recordsUnder } from './ingest.ts';

const HEADER = 'Identificatie nummeraanduiding;Straatnaam;Huisnummer;Postcode';
const row = (number: number, street = 'Teststraat'): string =>
  `${String(number).padStart(16, '9')};${street};${number};9999XA`;
const file = (rows: readonly string[]): string => `${HEADER}\n${rows.join('\n')}\n`;

async function linesOf(town: ReturnType<typeof memoryTown>, id: string | undefined) {
  return (await recordsUnder(town, `staged/${id}/`)).map((record) => record.line);
}

describe('normalizeDelivery', () => {
  it('counts read = accepted + rejected over chunks, and tells the rejects with line and column', async () => {
    const town = memoryTown({ chunkRows: 2 });
    const { received, normalized, delivery } = await ingest(
      town,
      'bag/a.csv',
      file([
        row(1),
        'x;y',
        row(2),
        `${row(3)};;`,
        '1;Teststraat;4;9999XA',
        '"open',
        row(5),
        ';;;',
        row(6).replace(';6;', ';zes;'),
      ]),
    );
    expect(received.chunkCount).toBeGreaterThan(2);
    expect(normalized).toMatchObject({
      outcome: 'normalized',
      rowsRead: 8,
      rowsAccepted: 4,
      rowsRejected: 4,
    });
    expect(await linesOf(town, delivery?.delivery_id)).toEqual([2, 4, 5, 8]);
    const rejects = await town.lake.read({
      table: 'rejects',
      prefix: '',
      keys: [`analysis/rejects/day=2026-10-05/${delivery?.delivery_id}.parquet`],
      rows: 0,
    });
    expect(rejects.map((reject) => [reject.line, reject.column_name, reject.reason])).toEqual([
      [3, null, 'ragged_row'],
      [6, 'Identificatie nummeraanduiding', 'number_length'],
      [7, null, 'unbalanced_quote'],
      [10, 'Huisnummer', 'house_number_form'],
    ]);
    expect(town.days).toEqual(['rejects 2026-10-05', 'deliveries 2026-10-05']);
    expect(town.registry.queue).toEqual(new Set([delivery?.delivery_id]));
    expect((await town.work.list('work/')).filter((key) => key.includes('chunk'))).toEqual([]);
  });

  it.each([1, 2, 100])(
    'takes the first of rows with one key, also across chunks of %i',
    async (chunkRows) => {
      const town = memoryTown({ chunkRows });
      const { normalized, delivery } = await ingest(
        town,
        'bag/a.csv',
        file([row(1), row(2), row(1, 'Proefweg'), row(3), row(2), row(1)]),
      );
      expect(normalized).toMatchObject({ rowsRead: 6, rowsAccepted: 3, rowsRejected: 3 });
      expect(delivery?.reasons).toMatchObject([{ code: 'duplicate_key', count: 3 }]);
      const records = await recordsUnder(town, `staged/${delivery?.delivery_id}/`);
      expect(records.map(({ line, street }) => [line, street])).toEqual([
        [2, 'Teststraat'],
        [3, 'Teststraat'],
        [5, 'Teststraat'],
      ]);
    },
  );

  it('rejects a file of which no row is good: as a snapshot it would withdraw everything', async () => {
    const town = memoryTown();
    const { normalized, delivery } = await ingest(town, 'bag/a.csv', file(['x;y;1;9999XA', 'z']));
    expect(normalized).toMatchObject({ outcome: 'rejected', rowsRead: 2, rowsAccepted: 0 });
    expect(delivery?.status).toBe('rejected');
    expect(town.registry.queue.size).toBe(0);
  });

  it('rejects a file of blank rows', async () => {
    const town = memoryTown();
    const { normalized, delivery } = await ingest(town, 'bag/a.csv', `${HEADER}\n;;;\n\n`);
    expect(normalized).toMatchObject({ outcome: 'rejected', rowsRead: 0 });
    expect(delivery?.reasons).toMatchObject([{ code: 'no_rows' }]);
  });

  it('sums up a file of which receive turned every row away', async () => {
    const town = memoryTown({ lineBytes: 100 });
    const { normalized } = await ingest(town, 'bag/a.csv', file([`${'x'.repeat(500)}`]));
    expect(normalized).toMatchObject({ outcome: 'rejected', rowsRead: 1, rowsRejected: 1 });
  });

  it('rejects a row with a NUL byte where a value is needed', async () => {
    const town = memoryTown();
    const { normalized, delivery } = await ingest(
      town,
      'bag/a.csv',
      file([row(1), row(2, 'Test\u0000straat'), row(3)]),
    );
    expect(normalized).toMatchObject({ rowsAccepted: 2, rowsRejected: 1 });
    expect(delivery?.reasons).toMatchObject([{ code: 'nul_byte', count: 1 }]);
  });

  it('answers a repeat at any later time as before, with the chunks gone', async () => {
    const town = memoryTown({ chunkRows: 2 });
    const first = await ingest(town, 'bag/a.csv', file([row(1), row(2), row(3)]));
    const input = { deliveryId: first.received.deliveryId, chunkCount: first.received.chunkCount };
    const objects = new Map(town.work.objects);
    for (const status of ['normalized', 'linked'] as const) {
      const now = town.registry.deliveries.get(input.deliveryId);
      if (!now) throw new Error('no delivery');
      town.registry.deliveries.set(input.deliveryId, { ...now, status });
      for (let index = 0; index < input.chunkCount; index += 1)
        expect(
          await normalizeChunk({ manifestKey: first.received.manifestKey ?? '', index }, town),
        ).toMatchObject({
          index,
          rowsRejected: 0,
        });
      expect(await normalizeDelivery(input, town)).toEqual(first.normalized);
    }
    expect(town.work.objects).toEqual(objects);
  });

  it('queues what an earlier try moved on in the ledger and then left', async () => {
    const town = memoryTown();
    const { received } = await ingest(town, 'bag/a.csv', file([row(1)]));
    town.registry.queue.clear();
    await normalizeDelivery({ deliveryId: received.deliveryId, chunkCount: 1 }, town);
    expect(town.registry.queue).toEqual(new Set([received.deliveryId]));
  });

  it('comes to the same after a kill at any write', async () => {
    const body = file([row(1), row(2), row(1), row(3)]);
    const undisturbed = memoryTown({ chunkRows: 2 });
    await ingest(undisturbed, 'bag/a.csv', body);
    for (let killedAt = 1; killedAt <= 12; killedAt += 1) {
      const town = memoryTown({ chunkRows: 2 });
      let calls = 0;
      const dies =
        <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
        async (...args: Args): Promise<Result> => {
          calls += 1;
          if (calls === killedAt) throw new Error('killed');
          return call(...args);
        };
      const objects = {
        ...town.work,
        write: dies(async (key: string, body: Uint8Array | string) => town.work.write(key, body)),
        remove: dies(async (keys: readonly string[]) => town.work.remove(keys)),
      };
      const registry = {
        ...town.registry,
        advance: dies(town.registry.advance),
        enqueue: dies(town.registry.enqueue),
      };
      const dying = { ...town, work: objects, objects, registry };
      await ingest(dying, 'bag/a.csv', body).catch((error: unknown) =>
        expect(String(error)).toContain('killed'),
      );
      await ingest(town, 'bag/a.csv', body);
      expect(town.work.objects, `killed at ${killedAt}`).toEqual(undisturbed.work.objects);
      expect(town.registry.deliveries).toEqual(undisturbed.registry.deliveries);
      expect(town.registry.queue).toEqual(undisturbed.registry.queue);
    }
  });

  it('refuses what it does not know', async () => {
    const town = memoryTown();
    const unknown = DeliveryId.parse(`dlv-${'a'.repeat(26)}`);
    await expect(normalizeDelivery({ deliveryId: unknown, chunkCount: 1 }, town)).rejects.toMatchObject({
      name: 'NotFound',
    });
    town.drop.objects.set('bag/a.csv', Buffer.from(file([row(1)])));
    const event = { bucket: 'drop', key: 'bag/a.csv', versionId: 'v1', size: 1, time: TIME };
    const { manifestKey } = await receive(event, town);
    await expect(normalizeChunk({ manifestKey: manifestKey ?? '', index: 1 }, town)).rejects.toMatchObject({
      name: 'InvalidRequest',
    });
  });
});
