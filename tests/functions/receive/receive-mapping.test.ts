import { describe, expect, it } from 'vitest';
import { ingest, recordsUnder, TIME } from '#tests/functions/normalize/ingest.ts';
import { memoryTown } from './memory.ts';
import { receive } from '#receive/receive.ts';

const MAPPING = {
  version: 'inspections-supplier-2',
  supplier: 'Leverancier Proef',
  headers: {
    Bezoek: 'inspection_number',
    Dag: 'inspected_on',
    Ploeg: 'team',
    Bevinding: 'outcome',
    Waar: 'address_text',
  },
};
const FILE = 'Bezoek;Dag;Ploeg;Bevinding;Waar\nC-1;10-09-2026;Team Wonen;niets gevonden;Teststraat 12-a\n';
const text = (mapping: unknown) => JSON.stringify(mapping, null, 2);

describe("a steward's mapping", () => {
  it('is kept under its version, and read by for later files of its source', async () => {
    const town = memoryTown();
    const before = await ingest(town, 'inspections/a.csv', FILE);
    expect(before.delivery?.reasons[0]?.code).toBe('header_unknown');

    const mapped = await ingest(town, 'mappings/inspections/supplier.json', text(MAPPING));
    expect(mapped.received).toMatchObject({ outcome: 'stored', chunkCount: 0 });
    expect(mapped.delivery).toMatchObject({ status: 'stored', rows_read: 5, rows_accepted: 5, reasons: [] });
    expect(await town.work.list('mappings/')).toEqual(['mappings/inspections/inspections-supplier-2.json']);

    const { delivery } = await ingest(town, 'inspections/b.csv', FILE);
    expect(delivery).toMatchObject({ status: 'normalized', rows_accepted: 1, reasons: [] });
    const [inspection, location] = await recordsUnder(town, `staged/${delivery?.delivery_id}/`);
    expect(inspection).toMatchObject({
      event_type: 'inspection',
      outcome: 'nothing_found',
      taken_in_by: 'Team Wonen',
    });
    expect(location).toMatchObject({ street: 'Teststraat', house_number: 12, house_letter: 'A' });
  });

  it('leaves files of the old headers readable', async () => {
    const town = memoryTown();
    await ingest(town, 'mappings/inspections/supplier.json', text(MAPPING));
    const { delivery } = await ingest(
      town,
      'inspections/a.csv',
      'Controlenummer;Datum controle;Team;Uitkomst\nC-1;10-09-2026;Team Wonen;overtreding\n',
    );
    expect(delivery).toMatchObject({ status: 'normalized', rows_accepted: 1 });
  });

  it('reads JSON too, by the paths of its members', async () => {
    const town = memoryTown();
    const headers = {
      nr: 'inspection_number',
      'bezoek.dag': 'inspected_on',
      'bezoek.ploeg': 'team',
      uit: 'outcome',
    };
    await ingest(
      town,
      'mappings/inspections/api.json',
      text({ ...MAPPING, version: 'inspections-api-1', headers }),
    );
    const row = { nr: 'C-9', bezoek: { dag: '2026-09-10', ploeg: 'Team Wonen' }, uit: 'akkoord' };
    const { delivery } = await ingest(town, 'inspections/a.json', JSON.stringify([row]));
    expect(delivery).toMatchObject({ status: 'normalized', rows_accepted: 1, reasons: [] });
  });

  it('answers a repeated event as before, and takes the same mapping twice for one', async () => {
    const town = memoryTown();
    const key = 'mappings/inspections/supplier.json';
    const { received } = await ingest(town, key, text(MAPPING));
    const again = await receive({ bucket: 'drop', key, versionId: 'v1', size: 1, time: TIME }, town);
    expect(again).toEqual(received);
    const same = await ingest(town, 'mappings/inspections/copy.json', text(MAPPING));
    expect(same.delivery?.status).toBe('stored');
    expect(await town.work.list('mappings/')).toHaveLength(1);
  });

  it('is not overwritten by another of the same version', async () => {
    const town = memoryTown();
    await ingest(town, 'mappings/inspections/a.json', text(MAPPING));
    const changed = { ...MAPPING, headers: { ...MAPPING.headers, Straat: 'street' } };
    const { delivery } = await ingest(town, 'mappings/inspections/b.json', text(changed));
    expect(delivery).toMatchObject({ status: 'rejected', rows_accepted: 0, rows_rejected: 6 });
    expect(delivery?.reasons.map(({ code }) => code)).toEqual(['mapping_version_stands']);
  });
});

describe('a withdrawal', () => {
  const withdrawal = text({ withdraws: MAPPING.version, reason: 'the supplier named two columns wrongly' });

  it('ends the use of a mapping for later files, until the mapping is dropped again', async () => {
    const town = memoryTown();
    await ingest(town, 'mappings/inspections/supplier.json', text(MAPPING));
    const { received } = await ingest(town, 'mappings/inspections/stop.json', withdrawal);
    expect(received.outcome).toBe('stored');
    const without = await ingest(town, 'inspections/a.csv', FILE);
    expect(without.delivery?.reasons[0]?.code).toBe('header_unknown');
    await ingest(town, 'mappings/inspections/again.json', text(MAPPING));
    const back = await ingest(town, 'inspections/b.csv', FILE.replace('C-1', 'C-2'));
    expect(back.delivery).toMatchObject({ status: 'normalized', rows_accepted: 1 });
  });

  it.each([
    ['of an unknown version', withdrawal, 'mapping_version_unknown'],
    ['without a reason', text({ withdraws: MAPPING.version }), 'mapping_form'],
    [
      'of a version of the contract',
      text({ withdraws: 'inspections-csv-1', reason: 'not ours to end' }),
      'mapping_version_unknown',
    ],
  ])('%s is rejected', async (_what, body, code) => {
    const { delivery } = await ingest(memoryTown(), 'mappings/inspections/stop.json', body);
    expect(delivery?.status).toBe('rejected');
    expect(delivery?.reasons.map((reason) => reason.code)).toEqual([code]);
  });
});

describe('a wrong mapping', () => {
  const withHeaders = (headers: Readonly<Record<string, string>>) =>
    text({ ...MAPPING, headers: { ...MAPPING.headers, ...headers } });

  it.each([
    ['a field that the contract lacks', withHeaders({ BSN: 'bsn' }), 'mapping_field_unknown', 'BSN', 10],
    ['a field of every object', withHeaders({ Naam: 'toString' }), 'mapping_field_unknown', 'Naam', 10],
    [
      'a forbidden feature (R15)',
      withHeaders({ Nationaliteit: 'description' }),
      'mapping_forbidden',
      'Nationaliteit',
      10,
    ],
    [
      'what the contract reads past',
      withHeaders({ 'Naam toezichthouder': 'team' }),
      'mapping_read_past',
      'Naam toezichthouder',
      10,
    ],
    [
      'two headers that read alike',
      withHeaders({ 'BEZOEK ': 'description' }),
      'mapping_header_doubled',
      'BEZOEK',
      1,
    ],
    [
      'a needed field left out',
      text({ ...MAPPING, headers: { Bezoek: 'inspection_number' } }),
      'mapping_field_missing',
      null,
      1,
    ],
    [
      'a version of the contract',
      text({ ...MAPPING, version: 'inspections-csv-1' }),
      'mapping_version_taken',
      null,
      1,
    ],
    ['a version that is a path', text({ ...MAPPING, version: '../x' }), 'mapping_form', 'version', 2],
    ['members of its own', text({ ...MAPPING, columns: { bsn: {} } }), 'mapping_form', null, 1],
    ['no JSON', '{"version": ', 'json_invalid', null, 1],
  ])('with %s is rejected, with line and header', async (_what, body, code, column, line) => {
    const town = memoryTown();
    const { received, delivery } = await ingest(town, 'mappings/inspections/x.json', body);
    expect(received.outcome).toBe('rejected');
    expect(delivery?.reasons.map((reason) => reason.code)).toContain(code);
    const keys = (await town.work.list('')).filter(
      (key) => key.includes('rejects') && key.endsWith('.parquet'),
    );
    const rows = await town.lake.read({ table: 'rejects', prefix: '', keys, rows: 0 });
    expect(rows.find((row) => row.reason === code)).toMatchObject({ line, column_name: column });
    expect(await town.work.list('mappings/')).toEqual([]);
  });

  it.each(['mappings/gossip/x.json', 'mappings/x.json', 'mappings/inspections/deep/x.json'])(
    'at %s stays in quarantine (R6)',
    async (key) => {
      const { delivery } = await ingest(memoryTown(), key, text(MAPPING));
      expect(delivery?.status).toBe('quarantined');
    },
  );

  it('is not read beyond its limit', async () => {
    const { delivery } = await ingest(memoryTown(), 'mappings/inspections/x.json', ' '.repeat(70_000));
    expect(delivery?.reasons.map(({ code }) => code)).toEqual(['mapping_too_large']);
  });
});
