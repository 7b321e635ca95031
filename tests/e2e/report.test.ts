import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { required } from '#local/main-job/clients.ts';
import { FileReport } from '#schemas/file-report.ts';
import { stopJudging } from './judging.ts';
import { dropAndWait, openTown, type Town } from './town.ts';

const HEADER =
  'BSN;Voornamen;Voorvoegsel;Geslachtsnaam;Geboortedatum;Functie adres;Datum aanvang adreshouding;Straatnaam;Huisnummer;Postcode;Woonplaats';
const person = (bsn: string, name: string) =>
  `${bsn};${name};;Visser;19800102;W;20200101;Molenweg;4;7900AB;Veenhaven`;
const ANNA = person('900000004', 'Anna');
const BRAM = person('900000016', 'Bram');
const file = (...rows: string[]) => `${HEADER}\n${rows.join('\n')}\n`;

const FIRST = 'brp/2026-01-01.csv';

let town: Town;
let s3: S3Client;
beforeAll(async () => {
  town = await openTown();
  await stopJudging(town);
  s3 = new S3Client({
    endpoint: town.cloud.url,
    region: 'eu-west-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  });
  await dropAndWait(town, FIRST, file(ANNA, BRAM, person('900000005', '=Carla')));
}, 90_000);
afterAll(async () => {
  await town.cloud.close();
});

const textAt = async (key: string, bucket = 'ReportBucket') => {
  const Bucket = required(town.cloud.outputs, bucket);
  const answer = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
  return (await answer.Body?.transformToString()) ?? '';
};
const reportOn = async (key: string) => FileReport.parse(JSON.parse(await textAt(`reports/${key}.json`)));
const openPersons = async () =>
  (
    await town.clients.query(
      `SELECT count(*) AS n FROM "${required(town.cloud.outputs, 'AthenaRestrictedDatabase')}".records WHERE source = 'brp' AND kind = 'person' AND valid_to IS NULL`,
    )
  )[0]?.n;
const ask = async (request: Record<string, unknown>) =>
  town.clients.invoke(required(town.cloud.outputs, 'ReportDoorFunction'), {
    actor: { id: 'sanne', team: 'gegevens', role: 'steward' },
    ...request,
  });

describe('the report per file', () => {
  it('says in Dutch and English what went in, what did not, and where to look', async () => {
    const report = await reportOn(FIRST);
    expect(report).toMatchObject({
      status: 'linked',
      rows_read: 3,
      rows_rejected: 1,
      rejects: [{ code: 'bsn_fails_test', column: 'BSN', count: 1, lines: [4] }],
      changes: { new: 2, changed: 0, unchanged: 0, withdrawn: 0, kept_open: 0 },
      told: 'linked',
    });
    const text = await textAt(`reports/${FIRST}.txt`);
    expect(text).toContain('3 gelezen, 2 opgenomen, 1 niet opgenomen');
    expect(text).toContain('3 read, 2 accepted, 1 rejected');
    expect(text).toContain('2 nieuw, 0 gewijzigd');
    expect(text).not.toContain('900000005');
  });

  it('hands the rejected rows back, guarded against formulas (R48), and keeps no copy of them', async () => {
    const report = await reportOn(FIRST);
    const text = await textAt(report.rejected_rows?.key ?? '');
    expect(await textAt(`reports/${FIRST}.rejected.csv`)).toBe(text);
    const rows = text.split('\r\n');
    expect(rows[0]).toBe(`\uFEFF${HEADER};Reden van afwijzing ${report.delivery_id}`);
    expect(rows[1]).toMatch(/^900000005;'=Carla;;Visser;.*;"BSN: het BSN doorstaat de elfproef niet/);
    const left = await s3.send(
      new ListObjectsV2Command({
        Bucket: required(town.cloud.outputs, 'LakeBucket'),
        Prefix: `work/${report.delivery_id}/`,
      }),
    );
    expect(left.Contents?.map((object) => object.Key)).toEqual([`work/${report.delivery_id}/manifest.json`]);
  });

  it('takes mended rows as a supplement: they are added, and nobody is withdrawn', async () => {
    const { rejected_rows, delivery_id } = await reportOn(FIRST);
    const mended = (await textAt(rejected_rows?.key ?? '')).replace('900000005', '900000028');
    await dropAndWait(town, 'brp/verbeterd.csv', mended);
    expect(await reportOn('brp/verbeterd.csv')).toMatchObject({
      status: 'linked',
      supplement: { of: delivery_id },
      reference_date: '2026-01-01',
      changes: { new: 1, changed: 0, withdrawn: 0 },
      reasons: [],
    });
    expect(await openPersons()).toBe('3');
    const [carla] = await town.clients.query(
      `SELECT given_names FROM "${required(town.cloud.outputs, 'AthenaRestrictedDatabase')}".records WHERE given_names LIKE '%Carla'`,
    );
    expect(carla?.given_names).toBe('=Carla');
  });

  it('withdraws nobody whose row was rejected, read or unread, and says so', async () => {
    await dropAndWait(
      town,
      'brp/2026-02-01.csv',
      file(ANNA, BRAM.replace('900000016', 'onleesbaar'), person('900000028', '=Carla')),
    );
    expect(await openPersons()).toBe('3');
    expect((await reportOn('brp/2026-02-01.csv')).changes).toMatchObject({ withdrawn: 0, kept_open: 1 });
    // The same bad row hides Bram still, and nobody else: Carla has left.
    await dropAndWait(town, 'brp/2026-03-01.csv', file(ANNA, BRAM.replace('900000016', 'onleesbaar')));
    expect((await reportOn('brp/2026-03-01.csv')).changes).toMatchObject({ withdrawn: 1, kept_open: 1 });
    await dropAndWait(town, 'brp/2026-04-01.csv', file(ANNA));
    expect((await reportOn('brp/2026-04-01.csv')).changes).toMatchObject({ withdrawn: 1, kept_open: 0 });
    expect(await openPersons()).toBe('1');
  });

  it('tells why a file ended before it was read', async () => {
    await dropAndWait(town, 'gossip/jan jansen.csv', 'a;b\n1;2\n');
    expect(await reportOn('gossip/jan jansen.csv')).toMatchObject({
      status: 'quarantined',
      reasons: [{ code: 'no_contract' }],
      told: 'quarantined',
    });
    await expect(
      ask({
        operation: 'release',
        delivery_id: (await reportOn('gossip/jan jansen.csv')).delivery_id,
        reason: 'laat maar door, graag',
      }),
    ).rejects.toThrow(/R6/);
  });

  it('holds a volume far from that of earlier files until a person releases it (R46)', async () => {
    const header = 'Identificatie nummeraanduiding;Straatnaam;Huisnummer;Postcode';
    const addresses = (count: number) =>
      `${header}\n${Array.from({ length: count }, (_none, index) => `0599200000${String(index + 1).padStart(6, '0')};Teststraat;${index + 1};9999XA`).join('\n')}\n`;
    await dropAndWait(town, 'bag/2026-05-01.csv', addresses(105));
    await dropAndWait(town, 'bag/2026-06-01.csv', addresses(10));
    const held = await reportOn('bag/2026-06-01.csv');
    expect(held).toMatchObject({
      status: 'quarantined',
      rows_read: 10,
      oddities: [{ kind: 'volume', rows: 10 }],
    });
    const open = async () =>
      (await town.clients.query("SELECT count(*) AS n FROM members WHERE source = 'bag'"))[0]?.n;
    const before = await open();
    const reason = 'de andere adressen zijn naar de buurgemeente';
    expect(await ask({ operation: 'release', delivery_id: held.delivery_id, reason })).toMatchObject({
      status: 'normalized',
    });
    await town.cloud.idle();
    expect(await reportOn('bag/2026-06-01.csv')).toMatchObject({
      status: 'linked',
      release: { by: { id: 'sanne' }, reason },
      changes: { withdrawn: 95 },
    });
    expect(before).toBe('105');
    await expect(ask({ operation: 'list', source: 'bag', limit: 2 })).resolves.toMatchObject([
      { object_key: 'bag/2026-06-01.csv', status: 'linked' },
      { object_key: 'bag/2026-05-01.csv' },
    ]);
    await expect(ask({ operation: 'show', delivery_id: held.delivery_id })).resolves.toMatchObject({
      report: { delivery_id: held.delivery_id },
    });
    expect(town.cloud.failures()).toEqual([]);
  });
});
