import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ingest, recordsUnder } from './ingest.ts';
import { memoryTown } from '#tests/functions/receive/memory.ts';

const golden = readFileSync(new URL('../../golden/brp-persons.json', import.meta.url));

describe('persons of the Haal Centraal BRP API', () => {
  it('become a person and an address each, with partner, notes of investigation and secrecy', async () => {
    const town = memoryTown();
    const { normalized, delivery } = await ingest(town, 'brp/personen-2026-10-01.json', golden);
    expect(normalized).toMatchObject({
      outcome: 'normalized',
      rowsRead: 3,
      rowsAccepted: 2,
      rowsRejected: 1,
    });
    expect(delivery).toMatchObject({ status: 'normalized', reference_date: '2026-10-01' });

    const records = await recordsUnder(town, `staged/${delivery?.delivery_id}/`);
    expect(records).toHaveLength(4);
    const [fenna, home, bram, letter] = records;
    expect(fenna).toMatchObject({
      kind: 'person',
      role: 'subject',
      line: 2,
      given_names: 'Fenna Aaltje',
      surname_prefix: 'van der',
      surname: 'Proef',
      partner_surname_prefix: 'de',
      partner_surname: 'Huidig',
      name_use: 'V',
      birth_date: '1978-03-00',
      secrecy: null,
      in_research: [],
    });
    expect(home).toMatchObject({
      kind: 'address',
      role: 'registered_at',
      parent_record_id: fenna?.record_id,
      number_id: '9999200000000001',
      street: 'Teststraat',
      house_number: 12,
      house_letter: 'A',
      house_addition: '2',
      postcode: '9999XA',
      town: 'Voorbeeld',
      valid_from: '2019-04-01',
      valid_to: null,
      in_research: [
        'dwelling_id',
        'house_addition',
        'house_letter',
        'house_number',
        'number_id',
        'postcode',
        'street',
        'town',
      ],
    });
    expect(bram).toMatchObject({
      surname: null,
      birth_date: null,
      secrecy: true,
      in_research: ['bsn_token'],
    });
    expect(letter).toMatchObject({ role: 'letter_address', house_number: 14, valid_from: null });
  });

  it('leave no BSN, nationality, gender or country of birth in anything that is written', async () => {
    const town = memoryTown();
    await ingest(town, 'brp/personen.json', golden);
    for (const [key, body] of town.work.objects) {
      if (key.startsWith('work/')) continue;
      const text = Buffer.from(body).toString('latin1');
      for (const value of [
        '999990019',
        '999990020',
        '123456789',
        'vrouw',
        '6030',
        'nationaliteit',
        'geslacht"',
      ])
        expect(text, `${key} holds ${value}`).not.toContain(value);
    }
    expect(JSON.stringify([...town.registry.deliveries.values()])).not.toMatch(/\d{9}/);
  });

  it('of version 2 of the API are refused by name', async () => {
    const town = memoryTown();
    const person = {
      burgerservicenummer: '999990019',
      geboorte: { datum: { type: 'Datum', datum: '1978-03-01' } },
    };
    const { normalized, delivery } = await ingest(
      town,
      'brp/v2.json',
      JSON.stringify({ type: 'RaadpleegMetBurgerservicenummer', personen: [person] }),
    );
    expect(normalized?.outcome).toBe('rejected');
    expect(delivery?.reasons).toMatchObject([{ code: 'brp_api_version', count: 1 }]);
  });
});

const data = process.env.VERBAND_DATA;
const official = `${data}/brp-test-persons-sample.json`;

describe.skipIf(data === undefined || !existsSync(official))('the official test persons', () => {
  it('go in, every one, and their partners, parents and children stay out', async () => {
    const town = memoryTown({}, 64 * 1024);
    const bytes = readFileSync(official);
    const { normalized, delivery } = await ingest(town, 'brp/official.json', bytes);
    expect(normalized).toMatchObject({ rowsRead: 140, rowsAccepted: 140, rowsRejected: 0 });
    expect(delivery?.reasons).toEqual([]);
    const records = await recordsUnder(town, `staged/${delivery?.delivery_id}/`);
    const persons = records.filter((record) => record.kind === 'person');
    expect(new Set(persons.map((person) => person.bsn_token)).size).toBe(140);
    // Twelve live abroad and one has a street but no number; who died keeps the last address, closed.
    const addresses = records.filter((record) => record.kind === 'address');
    expect(addresses).toHaveLength(127);
    expect(addresses.filter((address) => address.valid_to !== null)).toHaveLength(5);
    const firstLines = bytes.toString().split('\n');
    for (const person of persons) expect(firstLines[person.line - 1]?.trim()).toBe('{');
  });
});
