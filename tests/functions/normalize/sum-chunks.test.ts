import { describe, expect, it } from 'vitest';
import { normalizeChunk } from '#normalize/normalize-chunk.ts';
import { SUM_LIMITS, sumChunks } from '#normalize/sum-chunks.ts';
import { receive } from '#receive/receive.ts';
import { Manifest } from '#schemas/chunk-task.ts';
import { receivedPartKey } from '#schemas/delivery-files.ts';
import { DeliveryPart } from '#schemas/delivery-part.ts';
import { memoryTown } from '#tests/functions/receive/memory.ts';
import { TIME, recordsUnder } from './ingest.ts';

const HEADER = 'Identificatie nummeraanduiding;Straatnaam;Huisnummer;Postcode';
const row = (number: number): string => `${String(number).padStart(16, '9')};Teststraat;${number};9999XA`;

/** Everything up to the summing up, of a file cut into chunks of two rows. */
async function staged(rows: readonly string[], limits = {}) {
  const town = memoryTown({ chunkRows: 2, ...limits });
  const body = Buffer.from(`${HEADER}\n${rows.join('\n')}\n`);
  town.drop.objects.set('bag/a.csv', body);
  const event = { bucket: 'drop', key: 'bag/a.csv', versionId: 'v1', size: body.length, time: TIME };
  const { manifestKey, chunkCount, deliveryId } = await receive(event, town);
  for (let index = 0; index < chunkCount; index += 1)
    await normalizeChunk({ manifestKey: manifestKey ?? '', index }, town);
  const json = async (key: string): Promise<unknown> =>
    JSON.parse(Buffer.from(await town.work.read(key)).toString());
  const manifest = Manifest.parse(await json(manifestKey ?? ''));
  const received = DeliveryPart.parse(await json(receivedPartKey(deliveryId)));
  const sum = async (changes = {}) =>
    sumChunks({ deliveryId, area: 'staged' }, manifest, received, town, { ...SUM_LIMITS, ...changes });
  const lines = async () => (await recordsUnder(town, `staged/${deliveryId}/`)).map((record) => record.line);
  return { sum, lines, received };
}

const DOUBLED = [1, 2, 3, 1, 4, 2, 5, 1, 6, 6, 3].map(row);

describe('sumChunks', () => {
  it.each([1, 3, 8, 1000])('finds keys of other chunks in shares of %i keys', async (keysAtOnce) => {
    const { sum, lines } = await staged(DOUBLED);
    const total = await sum({ keysAtOnce, chunkRows: 2 });
    expect(total).toMatchObject({ rowsRead: 11, rowsAccepted: 6 });
    expect(total.rejects.rejects.map(({ line, message }) => [line, /line (\d+)/.exec(message)?.[1]])).toEqual(
      [
        [5, '2'],
        [7, '3'],
        [9, '2'],
        [11, '10'],
        [12, '4'],
      ],
    );
    expect(await lines()).toEqual([2, 3, 4, 6, 8, 10]);
    expect(await sum({ keysAtOnce, chunkRows: 2 })).toEqual(total);
  });

  it('tells no more rejects one by one than it may, counts them all, and says so', async () => {
    const { sum } = await staged(['x;y', row(1), 'x;y', 'x', row(2), '1;A;1;9999XA']);
    const all = await sum();
    const few = await sum({ rejectsTold: 2 });
    expect(all.rejects).toMatchObject({ count: 4, untold: 0 });
    expect(few.rejects).toMatchObject({ count: 4, untold: 2, reasons: all.rejects.reasons });
    expect(few.rejects.rejects.map((reject) => reject.line)).toEqual([2, 4]);
    expect(few.reasons).toMatchObject([
      { code: 'ragged_row', count: 3 },
      { code: 'rejects_untold', count: 2 },
      { code: 'number_length', count: 1 },
    ]);
    expect(few.rejects.reasons[0]).toMatchObject({ code: 'ragged_row', count: 3, lines: [2, 4, 5] });
  });

  it('keeps rows to hand back as far as there is room', async () => {
    const { sum } = await staged(['x;y', row(1), 'a;b']);
    const kept = (await sum({ deliveryRowsCharacters: 5 })).rejects.rejects;
    expect(kept.map((reject) => reject.row)).toEqual([['x', 'y'], undefined]);
  });

  it('counts what receive turned away beyond what it tells', async () => {
    const broken = Array.from({ length: 5 }, (_none, at) => `"${at}`);
    const { sum, received } = await staged([...broken, row(1)], { rejectsTold: 2 });
    expect(received).toMatchObject({ rowsRead: 5, rowsRejected: 5 });
    expect(received.rejects).toHaveLength(2);
    const total = await sum();
    expect(total).toMatchObject({ rowsRead: 6, rowsAccepted: 1, rejects: { count: 5, untold: 3 } });
    expect(total.reasons[0]).toMatchObject({ code: 'unbalanced_quote', count: 5 });
  });
});
