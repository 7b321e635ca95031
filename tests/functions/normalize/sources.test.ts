import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { memoryTown } from '#tests/functions/receive/memory.ts';
import { ingest, recordsUnder } from './ingest.ts';

const golden = (name: string) => readFileSync(new URL(`../../golden/${name}`, import.meta.url));

async function recordsOf(key: string, body: string | Uint8Array, town = memoryTown()) {
  const { delivery } = await ingest(town, key, body);
  const folder = delivery?.status === 'stored' ? 'police' : 'staged';
  return { records: await recordsUnder(town, `${folder}/${delivery?.delivery_id}/`), delivery, town };
}

describe('raids', () => {
  it('become an event with amounts, a location and the people in their roles', async () => {
    const { records, delivery } = await recordsOf('raids/2026-09-30.csv', golden('raids.csv'));
    expect(delivery).toMatchObject({ status: 'normalized', rows_read: 2, rows_accepted: 2 });
    const [raid, location, ...parties] = records.filter((record) => record.line === 2);
    expect(raid).toMatchObject({
      kind: 'event',
      event_type: 'raid',
      occurred_on: '2026-09-14',
      valid_from: '2026-09-14',
      category: 'hemp',
      nature: 'fact',
      amounts: { hemp_plants: 120, drugs_kg: 2.5, cash_eur: 1250 },
      description: 'Kwekerij op zolder, eigenaar van BSN [BSN] niet thuis',
    });
    expect(location).toMatchObject({
      role: 'location',
      parent_record_id: raid?.record_id,
      street: 'Teststraat',
      house_number: 12,
      house_letter: 'A',
      postcode: '9999XA',
    });
    expect(
      parties.map(({ kind, role, given_names, surname_prefix, surname, company_name, phone }) => [
        kind,
        role,
        given_names,
        surname_prefix,
        surname ?? company_name,
        phone,
      ]),
    ).toEqual([
      ['person', 'suspect', 'F.A.', 'van der', 'Proef', null],
      ['person', 'suspect', 'Piet', null, 'Voorbeeld', null],
      ['company', 'owner', null, null, 'Testvastgoed B.V.', null],
      ['person', 'landlord', 'P.', null, 'Jansen', '+31612345678'],
      ['person', 'installer', null, null, 'Bakker', null],
    ]);
    expect(parties[0]).toMatchObject({
      birth_date: null,
      bsn_token: expect.stringMatching(/^[a-z2-7]{26}$/),
    });
    expect(parties[1]).toMatchObject({ birth_date: '1980-05-12', bsn_token: null });
    expect(delivery?.reasons.map(({ code, count }) => [code, count])).toEqual([
      ['bsn_masked', 1],
      ['date_form', 1],
      ['leading_zero_restored', 1],
    ]);
  });

  it('read free-text addresses, nameless suspects and companies by number', async () => {
    const { records } = await recordsOf('raids/a.csv', golden('raids.csv'));
    const [raid, location, suspect, owner] = records.filter((record) => record.line === 3);
    expect(raid).toMatchObject({ category: 'drug_lab', amounts: null, description: null });
    expect(location).toMatchObject({
      street: 'Proefweg',
      house_number: 3,
      house_addition: 'HS',
      postcode: '9999XB',
      town: 'Voorbeeld',
      address_text: 'Proefweg 3 hs, 9999XB Voorbeeld',
    });
    expect(suspect).toMatchObject({ role: 'suspect', surname: null, bsn_token: expect.any(String) });
    expect(owner).toMatchObject({ kind: 'company', kvk_number: '01234567' });
  });

  it('of the police are stored apart and go no further (R7)', async () => {
    const { records, delivery, town } = await recordsOf('raids-police/a.csv', golden('raids.csv'));
    expect(delivery).toMatchObject({ status: 'stored', rows_accepted: 2 });
    expect(records.length).toBeGreaterThan(5);
    expect(records.every((record) => record.source === 'raids-police')).toBe(true);
    expect(await town.work.list('staged/')).toEqual([]);
    expect(town.registry.queue.size).toBe(0);
  });

  it('share no record id with the same raid in another source', async () => {
    const town = memoryTown();
    const own = await recordsOf('raids/a.csv', golden('raids.csv'), town);
    const police = await recordsOf('raids-police/a.csv', golden('raids.csv'), town);
    const ids = new Set(own.records.map((record) => record.record_id));
    expect(police.records.filter((record) => ids.has(record.record_id))).toEqual([]);
  });
});

describe('reports', () => {
  it('become an event and what they mention; an anonymous tip is a judgement (R11)', async () => {
    const { records, delivery } = await recordsOf('reports/2026-10-04.csv', golden('reports.csv'));
    expect(delivery).toMatchObject({ rows_read: 4, rows_accepted: 3, rows_rejected: 1 });
    const [report, location, ...mentioned] = records.filter((record) => record.line === 2);
    expect(report).toMatchObject({
      event_type: 'report',
      occurred_on: '2026-10-01',
      channel: 'mma',
      nature: 'judgement',
      category: 'hemp',
      taken_in_by: 'Team veiligheid',
      description: 'Sterke geur.\nBusjes in de nacht',
    });
    expect(location).toMatchObject({ street: 'Teststr.', house_number: 12, house_letter: 'A' });
    expect(
      mentioned.map(({ kind, surname, birth_date, phone, plate }) => [
        kind,
        surname,
        birth_date,
        phone,
        plate,
      ]),
    ).toEqual([
      ['person', 'Jansen', '1980-03-12', null, null],
      ['person', 'Berg', null, null, null],
      ['person', null, null, '+31612345678', null],
      ['person', null, null, '+31101234567', null],
      ['vehicle', null, null, null, 'AB12CD'],
    ]);
    expect(new Set(records.map((record) => record.record_id)).size).toBe(records.length);
  });

  it('of staff are facts, unreadable places stay text, and lines count quoted line breaks', async () => {
    const { records } = await recordsOf('reports/a.csv', golden('reports.csv'));
    const [seen, place, company] = records.filter((record) => record.line === 4);
    expect(seen).toMatchObject({ channel: 'officer', nature: 'fact' });
    expect(place).toMatchObject({ role: 'location', street: null, address_text: 'bij de molen' });
    expect(company).toMatchObject({
      kind: 'company',
      kvk_number: '12345678',
      company_name: 'Klusbedrijf Proef',
    });
    const [told] = records.filter((record) => record.line === 5);
    expect(told).toMatchObject({ channel: 'resident', nature: 'fact' });
  });

  it('never hold who made them', async () => {
    const { town } = await recordsOf('reports/a.csv', golden('reports.csv'));
    const kept = [...town.work.objects].filter(([key]) => !key.startsWith('work/'));
    expect(kept.length).toBeGreaterThan(3);
    for (const [, body] of kept) expect(Buffer.from(body).toString('latin1')).not.toContain('Geheim');
  });

  it('come as NDJSON under the same names', async () => {
    const line = JSON.stringify({
      Meldingnummer: 7,
      datum_melding: '2026-10-01',
      'Datum melding': '2026-10-01T10:00:00Z',
      Kanaal: 'partner',
      Kleur: 'rood',
      Namen: ['Jansen, P.', 'Bakker'],
      Adres: 'Teststraat 1',
    });
    const { records, delivery } = await recordsOf(
      'reports/x.ndjson',
      `${line}\nkapot\n{"Kanaal":"mma"}\n["x"]\n`,
    );
    expect(delivery).toMatchObject({ rows_read: 4, rows_accepted: 1, rows_rejected: 3 });
    expect(records.map((record) => record.kind)).toEqual(['event', 'address', 'person', 'person']);
    expect(delivery?.reasons.map((reason) => reason.code).toSorted()).toEqual([
      'column_doubled',
      'column_unknown',
      'json_invalid',
      'json_shape',
      'value_missing',
    ]);
  });
});

describe('addresses of the BAG', () => {
  it('keep ids, surface and RD metres', async () => {
    const file = `Identificatie nummeraanduiding;Identificatie verblijfsobject;Straatnaam;Huisnummer;Huisletter;Postcode;Oppervlakte;X;Y;Begindatum
599200000000001;599010000000001;Teststraat;12;a;9999 XA;40;121687,25;487326,5;01-02-2003
0599200000000002;;Teststraat;0;;9999XA;;;;
`;
    const { records, delivery } = await recordsOf('bag/a.csv', file);
    expect(records).toMatchObject([
      {
        kind: 'address',
        role: 'subject',
        number_id: '0599200000000001',
        dwelling_id: '0599010000000001',
        house_letter: 'A',
        area_m2: 40,
        rd_x: 121687.25,
        rd_y: 487326.5,
        valid_from: '2003-02-01',
      },
    ]);
    expect(delivery).toMatchObject({ rows_read: 2, rows_accepted: 1, rows_rejected: 1 });
    expect(delivery?.reasons).toContainEqual({
      code: 'value_missing',
      message: 'Huisnummer: a value is needed here; fill it in at the source and deliver again',
      count: 1,
      lines: [3],
    });
  });
});
