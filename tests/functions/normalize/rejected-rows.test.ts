import { describe, expect, it } from 'vitest';
import { keyReader } from '#normalize/key-reader.ts';
import { profiler } from '#normalize/profiler.ts';
import { recordMaker } from '#normalize/record-maker.ts';
import { rejectedRowsKey, unreadRowsKey } from '#schemas/delivery-files.ts';
import { RejectedRows, UnreadRows } from '#schemas/delivery-summary.ts';
import type { CellValue } from '#schemas/sources/contract.ts';
import { BAG } from '#schemas/sources/bag.ts';
import { BRP } from '#schemas/sources/brp.ts';
import { deliveryId } from '#tests/functions/link/records.ts';
import { type MemoryTown, memoryTown } from '#tests/functions/receive/memory.ts';
import { ingest } from './ingest.ts';

const HEADER = 'Identificatie nummeraanduiding;Straatnaam;Huisnummer;Postcode';
const row = (number: number, houseNumber = String(number)): string =>
  `0599200000${String(number).padStart(6, '0')};Teststraat;${houseNumber};9999XA`;
const file = (rows: readonly string[], header = HEADER): string => `${header}\n${rows.join('\n')}\n`;

async function json(town: MemoryTown, key: string): Promise<unknown> {
  const value: unknown = JSON.parse(Buffer.from(await town.work.read(key)).toString());
  return value;
}
async function dropped(town: MemoryTown, key: string, body: string, version = 'v1') {
  const { delivery } = await ingest(town, key, body, version);
  if (!delivery) throw new Error('nothing was received');
  return delivery;
}

describe('rows that do not go in', () => {
  it('are known by their key where it can be read, and by a digest where it cannot', async () => {
    const town = memoryTown({ chunkRows: 2 });
    const delivery = await dropped(
      town,
      'bag/a.csv',
      file([row(1), row(2, 'zes'), `;Teststraat;3;9999XA`, '"open', row(4), `${row(5)};te veel`, row(1)]),
    );
    const unread = UnreadRows.parse(await json(town, unreadRowsKey(delivery.delivery_id)));
    // Row 2 by its own key, and the doubled one by that of the row that was taken.
    expect(unread.subjects).toHaveLength(2);
    expect(unread.digests).toHaveLength(3);
    expect(unread.untold).toBe(0);
    const again = memoryTown();
    const other = await dropped(again, 'bag/b.csv', file([row(1), `;Teststraat;3;9999XA`]));
    const { digests } = UnreadRows.parse(await json(again, unreadRowsKey(other.delivery_id)));
    expect(unread.digests).toEqual(expect.arrayContaining(digests));
  });

  it('lie ready as they came, from receive and from every chunk, in order of their lines', async () => {
    const town = memoryTown({ chunkRows: 2 });
    const delivery = await dropped(town, 'bag/a.csv', file([row(1), row(2, 'zes'), '"open', row(4), row(1)]));
    const { rejects } = RejectedRows.parse(await json(town, rejectedRowsKey(delivery.delivery_id)));
    expect(rejects.map((reject) => [reject.line, reject.code, reject.row])).toEqual([
      [3, 'house_number_form', row(2, 'zes').split(';')],
      [4, 'unbalanced_quote', '"open'],
      [6, 'duplicate_key', row(1).split(';')],
    ]);
  });

  it('come back as a supplement by the last column, at the reference date of what they mend', async () => {
    const town = memoryTown();
    const first = await dropped(town, 'bag/2026-09-01.csv', file([row(1), row(2, 'zes')]));
    const header = `${HEADER};Reden van afwijzing ${first.delivery_id}`;
    const mended = await dropped(town, 'bag/mijn kopie.csv', file([`${row(2)};huisnummer`], header));
    expect(mended).toMatchObject({
      status: 'normalized',
      supplement: { of: first.delivery_id },
      reference_date: '2026-09-01',
      rows_accepted: 1,
      reasons: [],
    });
    // What supplements a file is not the newest file: that one again is a duplicate still.
    expect((await dropped(town, 'bag/nogmaals.csv', file([row(1), row(2, 'zes')]))).status).toBe('duplicate');
    expect((await town.work.list('profiles/bag/')).length).toBe(1);
  });

  it('are a supplement by the name of their file where the column was lost', async () => {
    const town = memoryTown();
    const first = await dropped(town, 'bag/2026-08-01.csv', file([row(1), row(2, 'zes')]));
    const named = await dropped(town, `bag/${first.delivery_id}.rejected.csv`, file([row(2)]));
    expect(named).toMatchObject({ supplement: { of: first.delivery_id }, reference_date: '2026-08-01' });
    const mended = await dropped(town, 'bag/2026-09-01.csv.rejected.csv', file([row(3)]));
    expect(mended).toMatchObject({ supplement: { of: null }, reference_date: '2026-09-01' });
  });

  it('mend nothing where no file of that source is known', async () => {
    const town = memoryTown();
    const ofBag = await dropped(town, 'bag/a.csv', file([row(1)]));
    for (const id of [deliveryId('nobody'), ofBag.delivery_id]) {
      const source = id === ofBag.delivery_id ? 'brp' : 'bag';
      const header =
        source === 'bag' ? HEADER : 'BSN;Voornamen;Geslachtsnaam;Geboortedatum;Huisnummer;Postcode';
      const rows = source === 'bag' ? `${row(2)};x` : '900000004;Anna;Visser;19800102;4;9999XA;x';
      const ended = await dropped(
        town,
        `${source}/b.csv`,
        file([rows], `${header};Reden van afwijzing ${id}`),
      );
      expect(ended).toMatchObject({ status: 'rejected', reasons: [{ code: 'supplement_unknown' }] });
    }
  });
});

describe('keyReader', () => {
  const make = recordMaker('brp', memoryTown().pseudonyms);
  const aRow = (values: Record<string, CellValue>) => new Map(Object.entries(values));

  it('reads no key where the source’s records are not named by it', () => {
    const reader = keyReader(BRP, make);
    const subject = make.subjectId(['900000004']);
    reader.check(aRow({ bsn: '900000004' }), subject);
    expect(reader.read(aRow({ bsn: '900000004' }))).toBe(subject);
    expect(reader.read(aRow({ bsn: null }))).toBeUndefined();
    expect(reader.read(undefined)).toBeUndefined();

    const other = keyReader(BRP, make);
    other.check(aRow({ bsn: '900000004' }), make.subjectId(['something else']));
    expect(other.read(aRow({ bsn: '900000004' }))).toBeUndefined();
  });
});

describe('profiler', () => {
  it('counts filled cells, and gathers codes of closed lists only', () => {
    const profile = profiler(BRP);
    profile.add(
      new Map<string, CellValue>([
        ['bsn', '900000004'],
        ['surname', 'Visser'],
        ['name_use', 'P'],
      ]),
    );
    profile.add(
      new Map<string, CellValue>([
        ['bsn', '900000016'],
        ['surname', null],
        ['name_use', 'E'],
      ]),
    );
    const { accepted, filled, codes } = profile.filled();
    expect(accepted).toBe(2);
    expect(filled).toMatchObject({ bsn: 2, surname: 1, name_use: 2, street: 0 });
    expect(codes.name_use).toEqual(['E', 'P']);
    expect(JSON.stringify(codes)).not.toContain('Visser');
    expect(Object.keys(profiler(BAG).filled().codes)).not.toContain('street');
  });
});
