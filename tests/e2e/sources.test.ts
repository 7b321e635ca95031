import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storageArea } from '#schemas/sources/contract.ts';
import { CONTRACTS } from '#schemas/sources/registry.ts';
import { xlsx } from '#tests/functions/receive/xlsx.ts';
import { stopJudging } from './judging.ts';
import { dropAndWait, openTown, type Town } from './town.ts';

const example = (source: string) => readFileSync(new URL(`../golden/sources/${source}.csv`, import.meta.url));

let town: Town;
beforeAll(async () => {
  town = await openTown();
  await stopJudging(town);
  for (const { name } of CONTRACTS) await town.clients.drop(`${name}/2026-10-01.csv`, example(name));
  await town.cloud.idle();
}, 180_000);
afterAll(async () => {
  await town.cloud.close();
});

const statusOf = async (key: string) =>
  (
    await town.clients.query(
      `SELECT status, rows_accepted, rows_rejected FROM deliveries WHERE object_key = '${key}'`,
    )
  )[0];

describe('every source, dropped together', () => {
  it.each(CONTRACTS.map((contract) => [contract.name, contract] as const))(
    'takes %s in whole',
    async (name, contract) => {
      expect(await statusOf(`${name}/2026-10-01.csv`)).toMatchObject({
        status: storageArea(contract) === 'staged' ? 'linked' : 'stored',
        rows_rejected: '0',
      });
      expect(town.cloud.failures()).toEqual([]);
    },
  );

  it('keeps police and Bibob data out of everything that is joined (R7, R9)', async () => {
    const sources = await town.clients.query('SELECT DISTINCT source FROM members');
    expect(new Set(sources.map((row) => row.source))).toEqual(
      new Set(CONTRACTS.filter((contract) => storageArea(contract) === 'staged').map(({ name }) => name)),
    );
  });

  it('makes one company of what the register, its officers, a deed and a raid say of it', async () => {
    const [company] = await town.clients.query(`
      SELECT count(DISTINCT members.source) AS sources FROM members
      JOIN relations ON relations.from_entity_id = members.entity_id AND relations.role = 'officer'
      GROUP BY members.entity_id ORDER BY 1 DESC`);
    expect(Number(company?.sources)).toBeGreaterThanOrEqual(4);
  });

  it('hangs on one address what every source says of it', async () => {
    const [address] = await town.clients.query(`
      SELECT count(DISTINCT source) AS sources FROM members WHERE entity_id LIKE 'adr-%'
      GROUP BY entity_id ORDER BY 1 DESC`);
    expect(Number(address?.sources)).toBeGreaterThanOrEqual(12);
  });

  it('ties a holder, an officer, a client and a buyer to the one resident', async () => {
    const [resident] = await town.clients.query(`
      SELECT relations.to_entity_id, array_join(array_sort(array_agg(DISTINCT role)), ' ') AS roles FROM relations
      JOIN members ON members.entity_id = relations.to_entity_id AND members.source = 'brp'
      WHERE relations.to_entity_id LIKE 'per-%' GROUP BY 1 ORDER BY length(
        array_join(array_sort(array_agg(DISTINCT role)), ' ')) DESC`);
    for (const role of ['buyer', 'client', 'holder', 'officer']) expect(resident?.roles).toContain(role);
  });

  it('opens an intake item for reports alone', async () => {
    const opened = await town.clients.query("SELECT event FROM case_events WHERE event = 'intake_opened'");
    expect(opened).toHaveLength(2);
  });
});

describe('a steward without a programmer', () => {
  it('drops a mapping, then a spreadsheet with the headers of the supplier', async () => {
    const mapping = {
      version: 'woz-supplier-2',
      supplier: 'Leverancier Proef',
      headers: { Object: 'woz_object', Jaar: 'year', Waarde: 'woz_value_eur', Adres: 'address_text' },
    };
    await dropAndWait(town, 'mappings/woz/supplier.json', JSON.stringify(mapping));
    expect((await statusOf('mappings/woz/supplier.json'))?.status).toBe('stored');
    const sheet = xlsx([
      [
        ['Object', 'Jaar', 'Waarde', 'Adres'],
        ['999900000099', 2026, 312_500, 'Teststraat 14, 9999XA Voorbeeld'],
      ],
    ]);
    await dropAndWait(town, 'woz/2026-10-02.xlsx', sheet);
    expect(await statusOf('woz/2026-10-02.xlsx')).toMatchObject({ status: 'linked', rows_accepted: '1' });
    expect(town.cloud.failures()).toEqual([]);
  });

  it('is told where a mapping is wrong', async () => {
    const wrong =
      '{\n "version": "woz-supplier-3",\n "supplier": "P",\n "headers": {\n  "Taal": "year"\n }\n}';
    await dropAndWait(town, 'mappings/woz/wrong.json', wrong);
    expect((await statusOf('mappings/woz/wrong.json'))?.status).toBe('rejected');
    const rows = await town.clients.query(
      "SELECT line, column_name, reason FROM rejects WHERE reason = 'mapping_forbidden'",
    );
    expect(rows).toEqual([{ line: '5', column_name: 'Taal', reason: 'mapping_forbidden' }]);
  });
});
