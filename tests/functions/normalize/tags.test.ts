import { describe, expect, it } from 'vitest';
import { memoryTown } from '#tests/functions/receive/memory.ts';
import { ingest, recordsUnder } from './ingest.ts';

const KVK = 'KVK-nummer;RSIN;Handelsnaam;Rechtsvorm';
const FINDING = 'Bevindingnummer;Datum;Team;Verdachte 1;Straatnaam;Huisnummer';

async function stored(key: string, text: string, area = 'staged') {
  const town = memoryTown();
  const { delivery } = await ingest(town, key, text);
  return { town, delivery, records: await recordsUnder(town, `${area}/${delivery?.delivery_id}/`) };
}

describe('an RSIN', () => {
  it('keeps its zeros and stays a string', async () => {
    const { records } = await stored(
      'kvk/a.csv',
      `${KVK}\n01234567;001234567;Proef B.V.;Besloten vennootschap\n`,
    );
    expect(records[0]).toMatchObject({ kind: 'company', rsin: '001234567', bsn_token: null });
  });

  it.each(['Eenmanszaak', ''])('of legal form %j is left out, as it may be a BSN (R14)', async (form) => {
    const { records, delivery } = await stored('kvk/a.csv', `${KVK}\n01234567;999990019;Proef;${form}\n`);
    expect(records[0]?.rsin).toBeNull();
    expect(delivery?.reasons.map(({ code }) => code)).toEqual(['rsin_of_person']);
    expect(JSON.stringify(records)).not.toContain('999990019');
  });
});

describe('a party with a BSN and a company number', () => {
  it('is taken as the person, and the steward is told', async () => {
    const { records, delivery } = await stored(
      'vehicles/a.csv',
      'Kenteken;Houder;Houder BSN;Houder KVK-nummer\nXX-999-X;Piet Voorbeeld;999990020;01234567\n',
    );
    expect(records[1]).toMatchObject({ kind: 'person', role: 'holder', kvk_number: null });
    expect(delivery?.reasons.map(({ code }) => code)).toEqual(['party_both']);
  });
});

describe('own-officer data (R8)', () => {
  it('carries on every record until when it is linked and when it is gone', async () => {
    const { records } = await stored(
      'officer-findings/a.csv',
      `${FINDING}\nB-1;29-02-2024;Boa;Piet Voorbeeld;Teststraat;12\n`,
    );
    expect(records).toHaveLength(3);
    for (const record of records)
      expect(record).toMatchObject({ restricted_from: '2025-02-28', destroy_on: '2029-02-28' });
  });

  it('is refused without a full date, as nobody could tell when it ends', async () => {
    const { delivery } = await stored('officer-findings/a.csv', `${FINDING}\nB-1;2024;Boa;;Teststraat;12\n`);
    expect(delivery).toMatchObject({ status: 'rejected', rows_rejected: 1 });
  });

  it('is refused once it should have been destroyed', async () => {
    const { delivery, records } = await stored(
      'officer-findings/a.csv',
      `${FINDING}\nB-1;05-10-2021;Boa;;Teststraat;12\nB-2;06-10-2021;Boa;;Teststraat;12\n`,
    );
    expect(delivery).toMatchObject({ rows_accepted: 1, rows_rejected: 1 });
    expect(delivery?.reasons.map(({ code }) => code)).toEqual(['officer_data_expired']);
    expect(records.map((record) => record.line)).toEqual([3, 3]);
  });
});

describe('Bibob data (R9)', () => {
  it('is stored apart and never queued for linking', async () => {
    const { town, delivery, records } = await stored(
      'bibob/a.csv',
      'Bibobnummer;Datum advies;Mate van gevaar;Soort;Aanvrager\nBB-1;01-02-2026;geen;horeca;Piet Voorbeeld\n',
      'bibob',
    );
    expect(delivery?.status).toBe('stored');
    expect(records.map((record) => record.event_type)).toEqual(['bibob_advice', null]);
    expect(town.registry.queue.size).toBe(0);
    expect(await town.work.list('staged/')).toEqual([]);
  });
});
