import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Manifest } from '#schemas/chunk-task.ts';
import { receive } from '#receive/receive.ts';
import { type MemoryTown, memoryTown } from './memory.ts';

const HEADER = 'Identificatie nummeraanduiding;Straatnaam;Huisnummer;Postcode';
const row = (number: number): string => `${String(number).padStart(16, '9')};Teststraat;${number};9999XA`;
const BAG = `${HEADER}\n${row(1)}\n${row(2)}\n${row(3)}\n`;

const drop = (town: MemoryTown, key: string, body: string | Uint8Array, versionId = 'v1') => {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  town.drop.objects.set(key, bytes);
  return { bucket: 'drop', key, versionId, size: bytes.length, time: '2026-10-05T09:30:00Z' };
};

async function chunksOf(town: MemoryTown, manifestKey: string | null) {
  const text = Buffer.from(await town.work.read(manifestKey ?? 'none')).toString();
  const manifest = Manifest.parse(JSON.parse(text));
  return manifest.map((task) => ({
    ...task,
    text: Buffer.from(town.work.objects.get(task.chunk.key) ?? '').toString(),
  }));
}

describe('receive', () => {
  it('takes a good file into chunks and the ledger', async () => {
    const town = memoryTown({ chunkRows: 2 });
    const answer = await receive(drop(town, 'bag/bag-2026-10-01.csv', BAG), town);
    expect(answer).toMatchObject({ outcome: 'accepted', chunkCount: 2 });
    const chunks = await chunksOf(town, answer.manifestKey);
    expect(chunks.map(({ chunk, text }) => [chunk.firstLine, text])).toEqual([
      [2, `${row(1)}\n${row(2)}\n`],
      [4, `${row(3)}\n`],
    ]);
    expect(chunks[0]).toMatchObject({
      source: 'bag',
      format: { format: 'csv', delimiter: ';', header: HEADER.split(';') },
    });
    expect(town.registry.deliveries.get(answer.deliveryId)).toMatchObject({
      status: 'received',
      source: 'bag',
      reference_date: '2026-10-01',
      content_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('keeps what a key says out of the delivery id', async () => {
    const town = memoryTown();
    const { deliveryId } = await receive(drop(town, 'bag/999990019.csv', BAG), town);
    expect(deliveryId).toMatch(/^dlv-[a-z2-7]{26}$/);
  });

  it.each([
    ['gzip under any name', 'bag/x.csv', gzipSync(BAG), ';'],
    ['commas', 'bag/x.csv', BAG.replaceAll(';', ','), ','],
    ['tabs', 'bag/x.txt', BAG.replaceAll(';', '\t'), '\t'],
    ['bars', 'bag/x.csv', BAG.replaceAll(';', '|'), '|'],
    ['Excel’s hint', 'bag/x.csv', `sep=;\r\n${BAG.replaceAll('\n', '\r\n')}`, ';'],
    ['UTF-16', 'bag/x.csv', Buffer.from(`\uFEFF${BAG}`, 'utf16le'), ';'],
    ['a byte order mark', 'bag/x.csv', `\uFEFF${BAG}`, ';'],
    ['blank lines first', 'bag/x.csv', `\n\n${BAG}`, ';'],
    ['returns alone', 'bag/x.csv', BAG.replaceAll('\n', '\r'), ';'],
    ['returns alone, and none at the end', 'bag/x.csv', BAG.trimEnd().replaceAll('\n', '\r'), ';'],
  ])('reads a file with %s', async (_what, key, body, delimiter) => {
    const town = memoryTown();
    const answer = await receive(drop(town, key, body), town);
    expect(answer.outcome).toBe('accepted');
    const [chunk] = await chunksOf(town, answer.manifestKey);
    expect(chunk?.format).toEqual({ format: 'csv', delimiter, header: HEADER.split(';') });
    expect(chunk?.text.trimEnd().split(/\r?\n/)).toHaveLength(3);
  });

  it.each([
    ['a list', '[{"Straatnaam":"A"},{"Straatnaam":"B"}]'],
    ['an API’s answer', '{"type":"x","personen":[{"Straatnaam":"A"},{"Straatnaam":"B"}]}'],
    ['an object per line', '{"Straatnaam":"A"}\n{"Straatnaam":"B"}'],
    ['an object per line, returns alone', '{"Straatnaam":"A"}\r{"Straatnaam":"B"}\r'],
  ])('reads JSON as %s', async (_what, body) => {
    const town = memoryTown();
    const answer = await receive(drop(town, 'bag/x.json', body), town);
    const [chunk] = await chunksOf(town, answer.manifestKey);
    expect(chunk?.format).toEqual({ format: 'ndjson' });
    expect(chunk?.text).toBe('{"Straatnaam":"A"}\n{"Straatnaam":"B"}\n');
  });

  it('reads an object per line though the first line is none', async () => {
    const town = memoryTown();
    const answer = await receive(drop(town, 'bag/x.json', '{"Straatnaam":\n{"Straatnaam":"B"}\n'), town);
    const [chunk] = await chunksOf(town, answer.manifestKey);
    expect(chunk?.text).toBe('{"Straatnaam":\n{"Straatnaam":"B"}\n');
  });

  it.each([
    ['empty_file', ''],
    ['empty_file', ' \r\n\n'],
    ['no_rows', HEADER],
    ['no_rows', `${HEADER}\n`],
    ['no_rows', '[]'],
    ['header_unknown', 'Kleur;Maat\n1;2\n'],
    ['header_unknown', `${row(1)}\n${row(2)}\n`],
    ['column_missing', 'Identificatie nummeraanduiding;Straatnaam\n1;2\n'],
    ['header_broken', `"${HEADER}\n${row(1)}\n`],
    ['header_broken', `${HEADER};${'x;'.repeat(50_000)}\n${row(1)}\n`],
    ['delimiter_unknown', BAG.replaceAll(';', '~')],
    ['not_text', Buffer.from(Array.from({ length: 2000 }, (_none, at) => (at * at * 31) % 256))],
    ['not_text', Buffer.alloc(5000)],
    ['json_shape', '{\n"a": 1\n}'],
    ['json_shape', '{\n"a": [\n  {"b": 1},\n  {"b": 2}\n]}'],
    ['json_trailing', '[{"a":1}]\n[{"a":2}]'],
    ['json_truncated', '[{"a":1},{"b":'],
    ['spreadsheet_truncated', 'PK\u0003\u0004'],
    ['gzip_truncated', gzipSync(BAG).subarray(0, 30)],
  ])('rejects a file with %s, and what it wrote is gone', async (code, body) => {
    const town = memoryTown({ chunkRows: 1 });
    const answer = await receive(drop(town, 'bag/x', body), town);
    expect(answer).toMatchObject({ outcome: 'rejected', manifestKey: null, chunkCount: 0 });
    expect(town.registry.deliveries.get(answer.deliveryId)).toMatchObject({
      status: 'rejected',
      reasons: [{ code, count: 1 }],
    });
    expect(await town.work.list('work/')).toEqual([]);
    expect(town.days).toEqual(['deliveries 2026-10-05']);
  });

  it('names the columns that a file lacks, and no value of a file without a header', async () => {
    const town = memoryTown();
    const lacks = await receive(drop(town, 'bag/a.csv', 'Straatnaam;Postcode\nA;9999XA\n'), town);
    expect(town.registry.deliveries.get(lacks.deliveryId)?.reasons[0]?.message).toBe(
      'the file lacks "Identificatie nummeraanduiding", "Huisnummer"; add what is missing and deliver again',
    );
    const bare = await receive(drop(town, 'bag/b.csv', 'Jansen;999990019\nBakker;999990020\n'), town);
    expect(JSON.stringify(town.registry.deliveries.get(bare.deliveryId)?.reasons)).not.toMatch(/Jansen|9999/);
  });

  it.each([
    'gossip/x.csv',
    'x.csv',
    '../bag/x.csv',
    'BAG/x.csv',
    ' bag/x.csv',
    `onbekend/${'é'.repeat(900)}`,
  ])('leaves %s in quarantine, unread (R6)', async (key) => {
    const town = memoryTown();
    const input = drop(town, key, BAG);
    town.drop.objects.clear();
    const answer = await receive(input, town);
    expect(answer).toMatchObject({ outcome: 'quarantined', chunkCount: 0 });
    expect(town.registry.deliveries.get(answer.deliveryId)?.reasons).toMatchObject([{ code: 'no_contract' }]);
    const logs = [...town.work.objects.keys()];
    expect(logs).toEqual([`analysis/deliveries/day=2026-10-05/${answer.deliveryId}.parquet`]);
  });
});

describe('repeats (R47)', () => {
  it('ends the same content under another name as a duplicate, and takes A → B → A', async () => {
    const town = memoryTown();
    const other = BAG.replaceAll('Teststraat', 'Proefweg');
    const outcomes: string[] = [];
    for (const [key, body] of [
      ['bag/a.csv', BAG],
      ['bag/b.csv', BAG],
      ['bag/c.csv', other],
      ['bag/d.csv', BAG],
    ] as const)
      outcomes.push((await receive(drop(town, key, body), town)).outcome);
    expect(outcomes).toEqual(['accepted', 'duplicate', 'accepted', 'accepted']);
    expect((await town.work.list('work/')).filter((key) => key.endsWith('.csv'))).toHaveLength(3);
  });

  it('answers a repeated event as the first one, at whatever point the first stopped', async () => {
    const town = memoryTown();
    const input = drop(town, 'bag/a.csv', BAG);
    const first = await receive(input, town);
    expect(await receive(input, town)).toEqual(first);
    const delivery = town.registry.deliveries.get(first.deliveryId);
    if (!delivery) throw new Error('no delivery');
    for (const status of ['normalized', 'linked', 'stored'] as const) {
      town.registry.deliveries.set(first.deliveryId, { ...delivery, status });
      expect(await receive(input, town)).toEqual(first);
    }
    expect(town.registry.deliveries.size).toBe(1);
  });

  it.each(['bag/empty.csv', 'gossip/x.csv'])('repeats the end of %s', async (key) => {
    const town = memoryTown();
    const input = drop(town, key, '');
    const first = await receive(input, town);
    expect(await receive(input, town)).toEqual(first);
  });

  it('goes on where a killed try stopped, at every write', async () => {
    const undisturbed = memoryTown({ chunkRows: 1 });
    const input = drop(undisturbed, 'bag/a.csv', BAG);
    const expected = await receive(input, undisturbed);
    for (let killedAt = 1; killedAt <= 6; killedAt += 1) {
      const town = memoryTown({ chunkRows: 1 });
      drop(town, 'bag/a.csv', BAG);
      let writes = 0;
      const dying = {
        ...town,
        work: {
          ...town.work,
          write: async (...args: Parameters<typeof town.work.write>) => {
            writes += 1;
            if (writes === killedAt) throw new Error('killed');
            return town.work.write(...args);
          },
        },
      };
      if (killedAt <= 5) await expect(receive(input, dying)).rejects.toThrow('killed');
      expect(await receive(input, town)).toEqual(expected);
      expect(town.work.objects).toEqual(undisturbed.work.objects);
      expect(town.registry.deliveries).toEqual(undisturbed.registry.deliveries);
    }
  });

  it('takes new content under the same name as a delivery of its own', async () => {
    const town = memoryTown();
    const first = await receive(drop(town, 'bag/a.csv', BAG, 'v1'), town);
    const second = await receive(drop(town, 'bag/a.csv', BAG.replace('Teststraat', 'Proefweg'), 'v2'), town);
    expect(second.outcome).toBe('accepted');
    expect(second.deliveryId).not.toBe(first.deliveryId);
  });

  it('takes a file again that was rejected before', async () => {
    const town = memoryTown();
    const first = await receive(drop(town, 'bag/a.csv', BAG), town);
    const delivery = town.registry.deliveries.get(first.deliveryId);
    if (!delivery) throw new Error('no delivery');
    town.registry.deliveries.set(first.deliveryId, { ...delivery, status: 'rejected' });
    expect((await receive(drop(town, 'bag/a.csv', BAG, 'v2'), town)).outcome).toBe('accepted');
  });

  it('rejects what an event tells of and is not there, and throws for one of another bucket', async () => {
    const town = memoryTown();
    const input = drop(town, 'bag/a.csv', BAG);
    await expect(receive({ ...input, bucket: 'elsewhere' }, town)).rejects.toMatchObject({
      name: 'InvalidRequest',
    });
    expect(town.registry.deliveries.size).toBe(0);
    town.drop.objects.clear();
    const { outcome, deliveryId } = await receive(input, town);
    expect(outcome).toBe('rejected');
    expect(town.registry.deliveries.get(deliveryId)?.reasons).toMatchObject([{ code: 'object_missing' }]);
  });
});
