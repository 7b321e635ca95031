import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopJudging } from './judging.ts';
import { dropAndWait, openTown, type Town } from './town.ts';

const RAID_HEADER =
  'Invalnummer;Datum;Soort;Straatnaam;Huisnummer;Postcode;Woonplaats;Verdachte 1;Verdachte 1 geboortedatum';
const BRP_HEADER =
  'BSN;Voornamen;Voorvoegsel;Geslachtsnaam;Geboortedatum;Functie adres;Datum aanvang adreshouding;Straatnaam;Huisnummer;Postcode;Woonplaats';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  await stopJudging(town);
}, 60_000);
afterAll(async () => {
  await town.cloud.close();
});

const statusOf = async (key: string) =>
  (
    await town.clients.query(
      `SELECT status, rows_read, rows_accepted, rows_rejected FROM deliveries WHERE object_key = '${key}'`,
    )
  )[0];

describe('dropping files', () => {
  it('links a first file into an empty town', async () => {
    await dropAndWait(
      town,
      'raids/2026-01-10.csv',
      `${RAID_HEADER}\nI1;09-01-2026;hennepkwekerij;Molenweg;4;7900AB;Veenhaven;Piet Jansen;01-02-1980\n`,
    );
    expect(await statusOf('raids/2026-01-10.csv')).toEqual({
      status: 'linked',
      rows_read: '1',
      rows_accepted: '1',
      rows_rejected: '0',
    });
    expect(town.cloud.failures()).toEqual([]);
  });

  it('ends the same content under another name as a duplicate', async () => {
    await dropAndWait(
      town,
      'raids/again.csv',
      `${RAID_HEADER}\nI1;09-01-2026;hennepkwekerij;Molenweg;4;7900AB;Veenhaven;Piet Jansen;01-02-1980\n`,
    );
    expect((await statusOf('raids/again.csv'))?.status).toBe('duplicate');
  });

  it('keeps a file without a contract in quarantine and reads no row of it (R6)', async () => {
    await dropAndWait(town, 'gossip/file.csv', 'a;b\n1;2\n');
    expect(await statusOf('gossip/file.csv')).toEqual({
      status: 'quarantined',
      rows_read: '0',
      rows_accepted: '0',
      rows_rejected: '0',
    });
  });

  it('rejects the rows that are wrong and takes in the others', async () => {
    const good = '900000004;Anna;;Visser;19800102;W;20200101;Molenweg;4;7900AB;Veenhaven';
    const bad = '900000005;Bram;;Visser;19800102;W;20200101;Molenweg;4;7900AB;Veenhaven';
    await dropAndWait(town, 'brp/2026-02-01.csv', `${BRP_HEADER}\n${good}\n${bad}\n`);
    expect(await statusOf('brp/2026-02-01.csv')).toEqual({
      status: 'linked',
      rows_read: '2',
      rows_accepted: '1',
      rows_rejected: '1',
    });
    const [reject] = await town.clients.query(
      "SELECT line, column_name, reason FROM rejects WHERE reason LIKE 'bsn%'",
    );
    expect(reject).toMatchObject({ line: '3' });
  });

  it('updates a person whom the next snapshot shows elsewhere, and doubles nobody', async () => {
    await dropAndWait(
      town,
      'brp/2026-03-01.csv',
      `${BRP_HEADER}\n900000004;Anna;;Visser;19800102;W;20260215;Dorpsstraat;9;7900AC;Veenhaven\n`,
    );
    const persons = await town.clients.query(
      "SELECT count(*) AS n FROM members WHERE source = 'brp' AND entity_id LIKE 'per-%'",
    );
    expect(persons[0]?.n).toBe('1');
    const homes = await town.clients.query(
      "SELECT until FROM relations WHERE role = 'registered_at' ORDER BY since",
    );
    expect(homes).toEqual([{ until: '2026-02-15' }, { until: null }]);
  });

  it('rejects what an event tells of and is not there, and goes on (R47)', async () => {
    const machine = town.cloud.outputs.IngestStateMachineArn ?? '';
    town.cloud.states.start(
      machine,
      JSON.stringify({
        time: '2026-03-02T00:00:00Z',
        detail: {
          bucket: { name: town.cloud.outputs.DropBucket },
          object: { key: 'raids/never.csv', 'version-id': 'forged', size: 1 },
        },
      }),
    );
    await town.cloud.idle();
    expect(town.cloud.failures()).toEqual([]);
    expect((await statusOf('raids/never.csv'))?.status).toBe('rejected');
    await dropAndWait(
      town,
      'raids/2026-03-03.csv',
      `${RAID_HEADER}\nI2;02-03-2026;drugslab;Dorpsstraat;9;7900AC;Veenhaven;Jansen, Piet;01-02-1980\n`,
    );
    expect((await statusOf('raids/2026-03-03.csv'))?.status).toBe('linked');
  });
});
