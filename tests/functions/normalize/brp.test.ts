import { describe, expect, it } from 'vitest';
import { memoryTown } from '#tests/functions/receive/memory.ts';
import { ingest, recordsUnder } from './ingest.ts';

const HEADER =
  'BSN;Voornamen;Voorvoegsel;Geslachtsnaam;Geboortedatum;Functie adres;Datum aanvang adreshouding;Straatnaam;Huisnummer;Postcode;Reden opschorting;Datum opschorting;In onderzoek persoon;In onderzoek verblijfplaats;Geboorteland';
const row = (cells: Partial<Record<string, string>>): string =>
  HEADER.split(';')
    .map((header) => cells[header] ?? '')
    .join(';');
const PERSON = {
  BSN: '999990019',
  Voornamen: 'Fenna',
  Geslachtsnaam: 'Proef',
  Geboortedatum: '19780312',
  'Functie adres': 'W',
  'Datum aanvang adreshouding': '20190401',
  Straatnaam: 'Teststraat',
  Huisnummer: '12',
  Postcode: '9999XA',
  Geboorteland: '6030',
};

async function recordsOf(
  rows: readonly Partial<Record<string, string>>[],
  town = memoryTown(),
  version = 'v1',
) {
  const { delivery } = await ingest(town, 'brp/a.csv', `${HEADER}\n${rows.map(row).join('\n')}\n`, version);
  return { delivery, records: await recordsUnder(town, `staged/${delivery?.delivery_id}/`) };
}

describe('persons of the BRP as CSV', () => {
  it('keep their record when a name changes, and get a new address record when they move', async () => {
    const town = memoryTown();
    const before = await recordsOf([PERSON], town, 'v1');
    const married = await recordsOf([{ ...PERSON, Geslachtsnaam: 'Ander' }], town, 'v2');
    const moved = await recordsOf(
      [{ ...PERSON, 'Datum aanvang adreshouding': '20260901', Huisnummer: '14' }],
      town,
      'v3',
    );
    const [person, home] = before.records;
    expect(married.records.map((record) => record.record_id)).toEqual([person?.record_id, home?.record_id]);
    expect(married.records[0]?.content_hash).not.toBe(person?.content_hash);
    expect(married.records[1]?.content_hash).toBe(home?.content_hash);
    expect(moved.records[0]).toMatchObject({
      record_id: person?.record_id,
      content_hash: person?.content_hash,
    });
    expect(moved.records[1]?.record_id).not.toBe(home?.record_id);
  });

  it('whose start is unknown still get a new address record for another address', async () => {
    const town = memoryTown();
    const unknown = { ...PERSON, 'Datum aanvang adreshouding': '00000000' };
    const before = await recordsOf([unknown], town, 'v1');
    const moved = await recordsOf([{ ...unknown, Huisnummer: '14' }], town, 'v2');
    expect(before.records[1]).toMatchObject({ valid_from: null });
    expect(moved.records[1]?.record_id).not.toBe(before.records[1]?.record_id);
  });

  it.each([
    ['20260915', '2026-09-15'],
    ['20260900', '2026-09-30'],
    ['20200000', '2020-12-31'],
    ['20180101', '2019-04-01'],
  ])('who left the register on %s lived at the address until %s', async (left, until) => {
    const { records } = await recordsOf([{ ...PERSON, 'Reden opschorting': 'O', 'Datum opschorting': left }]);
    expect(records).toMatchObject([{ suspension: 'O' }, { valid_from: '2019-04-01', valid_to: until }]);
  });

  it('who left on an unknown day have no address of now, and the steward is told', async () => {
    const { records, delivery } = await recordsOf([{ ...PERSON, 'Reden opschorting': 'E' }]);
    expect(records).toMatchObject([{ kind: 'person', suspension: 'E' }]);
    expect(delivery?.reasons).toMatchObject([{ code: 'suspended_without_date', count: 1 }]);
  });

  it.each([
    ['no address', { Straatnaam: '.', Huisnummer: '0', Postcode: '0000AA' }],
    ['a street alone', { Huisnummer: '0', Postcode: '' }],
  ])('with %s have no address record', async (_what, cells) => {
    expect((await recordsOf([{ ...PERSON, ...cells }])).records).toHaveLength(1);
  });

  it.each([
    ['010000', ['birth_date', 'bsn_token', 'given_names', 'name_use', 'surname', 'surname_prefix'], []],
    ['010200', ['given_names', 'surname', 'surname_prefix'], []],
    ['010240', ['surname'], []],
    ['010320', [], []],
    ['040510', [], []],
    ['081030', [], ['valid_from']],
    [
      '081100',
      [],
      [
        'dwelling_id',
        'house_addition',
        'house_letter',
        'house_number',
        'number_id',
        'postcode',
        'street',
        'town',
      ],
    ],
    [
      '089999',
      [],
      [
        'dwelling_id',
        'house_addition',
        'house_letter',
        'house_number',
        'number_id',
        'postcode',
        'role',
        'street',
        'town',
        'valid_from',
      ],
    ],
    ['010310 081160', ['birth_date'], ['postcode']],
  ])('under investigation by %s carry the note on their columns (R12)', async (codes, person, address) => {
    const { records } = await recordsOf([{ ...PERSON, 'In onderzoek persoon': codes }]);
    expect(records.map((record) => record.in_research)).toEqual([person, address]);
  });

  it('with a bad cell go in without it, with a bad BSN not at all, and no message holds one (R14)', async () => {
    const { delivery, records } = await recordsOf([
      { ...PERSON, Geboortedatum: '19780231', Huisnummer: '12a' },
      { ...PERSON, BSN: '999990018' },
      { ...PERSON, BSN: '00000000' },
      { ...PERSON, BSN: '1234567' },
      { ...PERSON, BSN: '999990020' },
      { ...PERSON, BSN: '99990003' },
    ]);
    expect(delivery).toMatchObject({ rows_read: 6, rows_accepted: 3, rows_rejected: 3 });
    expect(records[0]).toMatchObject({ birth_date: null, line: 2 });
    expect(delivery?.reasons.map(({ code, count }) => [code, count])).toEqual([
      ['bsn_fails_test', 1],
      ['bsn_length', 1],
      ['date_impossible', 1],
      ['house_number_form', 1],
      ['leading_zero_restored', 1],
      ['value_missing', 1],
    ]);
    expect(JSON.stringify(delivery?.reasons)).not.toMatch(/\d{7,9}/);
  });

  it('read the element numbers of the Logisch Ontwerp as headers', async () => {
    const town = memoryTown();
    const file =
      '01.01.20,01.02.10,01.02.40,01.03.10,08.11.20,08.11.60\n999990019,Fenna,Proef,19780312,12,9999XA\n';
    const { delivery } = await ingest(town, 'brp/elements.csv', file);
    const records = await recordsUnder(town, `staged/${delivery?.delivery_id}/`);
    expect(records).toMatchObject([{ surname: 'Proef' }, { house_number: 12, role: 'registered_at' }]);
  });
});
