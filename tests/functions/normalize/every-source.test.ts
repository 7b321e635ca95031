import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyDeliveries } from '#link/apply-deliveries.ts';
import { orderOf } from '#schemas/delivery.ts';
import type { SourceRecord } from '#schemas/record.ts';
import { storageArea } from '#schemas/sources/contract.ts';
import { CONTRACTS, contractNamed } from '#schemas/sources/registry.ts';
import { type MemoryTown, memoryTown } from '#tests/functions/receive/memory.ts';
import { ingest, recordsUnder } from './ingest.ts';

const example = (source: string) =>
  readFileSync(new URL(`../../golden/sources/${source}.csv`, import.meta.url), 'utf8');

async function drop(town: MemoryTown, key: string, text: string) {
  const { delivery } = await ingest(town, key, text);
  const contract = contractNamed(delivery?.source ?? '');
  if (!delivery || !contract) throw new Error(`${key} has no contract`);
  const records = await recordsUnder(town, `${storageArea(contract)}/${delivery.delivery_id}/`);
  return { delivery, contract, records };
}

/** What the first row of each example becomes: kind, event type or role. */
const FIRST_ROWS: Readonly<Record<string, readonly string[]>> = {
  brp: ['person subject', 'address registered_at'],
  bag: ['address subject'],
  kvk: ['company subject', 'address established_at', 'company predecessor'],
  'kvk-officers': ['company subject', 'person officer'],
  woz: ['valuation', 'address location'],
  transfers: [
    'transfer',
    'address location',
    'person buyer',
    'person buyer',
    'company seller',
    'company financier',
  ],
  restrictions: ['restriction', 'address location'],
  vehicles: ['vehicle subject', 'person holder', 'address stated_at'],
  benefits: ['benefit', 'address location', 'person client'],
  utilities: ['consumption', 'address location'],
  reports: ['report', 'address location', 'person mentioned', 'person mentioned', 'vehicle mentioned'],
  raids: [
    'raid',
    'address location',
    'person suspect',
    'company owner',
    'person landlord',
    'person installer',
  ],
  inspections: ['inspection', 'address location'],
  permits: ['permit', 'address location', 'company applicant', 'person manager', 'company financier'],
  'rental-register': ['letting', 'address location', 'person landlord'],
  'officer-findings': ['officer_finding', 'address location', 'person suspect'],
  'raids-police': [
    'raid',
    'address location',
    'person suspect',
    'company owner',
    'person landlord',
    'person installer',
  ],
  bibob: ['bibob_advice', 'address location', 'company applicant', 'person manager', 'company financier'],
};

describe.each(CONTRACTS.map(({ name }) => name))('the example of %s', (source) => {
  it('goes in whole, without a remark', async () => {
    const { delivery, records, contract } = await drop(memoryTown(), `${source}/a.csv`, example(source));
    expect(delivery.reasons).toEqual([]);
    expect(delivery.rows_accepted).toBe(example(source).trim().split('\n').length - 1);
    expect(delivery.status).toBe(storageArea(contract) === 'staged' ? 'normalized' : 'stored');
    const first = records.filter((record) => record.line === 2);
    expect(first.map((record) => record.event_type ?? `${record.kind} ${record.role}`)).toEqual(
      FIRST_ROWS[source],
    );
  });

  it('holds no BSN outside its token (R14)', async () => {
    const { records } = await drop(memoryTown(), `${source}/a.csv`, example(source));
    expect(JSON.stringify(records)).not.toMatch(/9999900\d\d/);
  });
});

/** The state of all records after a source's files, each on the first of a month. */
async function after(source: string, files: readonly string[]): Promise<SourceRecord[]> {
  const town = memoryTown();
  let state = new Map<string, SourceRecord>();
  const ofDelivery = new Map<string, string>();
  const newestOfSource = new Map<string, string>();
  for (const [month, text] of files.entries()) {
    const { delivery, contract, records } = await drop(town, `${source}/2026-0${month + 1}-01.csv`, text);
    expect(delivery.status).toBe('normalized');
    const staged = {
      delivery,
      mode: contract.mode,
      records: records.map((record) => ({ record, deleted: false })),
    };
    const { changed, removed } = applyDeliveries(state.values(), [staged], { newestOfSource, ofDelivery });
    state = new Map(state);
    for (const record of changed) state.set(record.record_id, record);
    for (const recordId of removed) state.delete(recordId);
    ofDelivery.set(delivery.delivery_id, orderOf(delivery));
    newestOfSource.set(source, orderOf(delivery));
  }
  return [...state.values()];
}

const rowsOf = (source: string) => {
  const [header = '', ...rows] = example(source).trimEnd().split('\n');
  return { header, rows };
};
const LINKED = CONTRACTS.filter((contract) => storageArea(contract) === 'staged');
const named = (mode: string) => LINKED.filter((contract) => contract.mode === mode).map(({ name }) => name);

describe.each(named('snapshot'))('a snapshot of %s', (source) => {
  const { header, rows } = rowsOf(source);

  it('withdraws what is absent, and keeps its history', async () => {
    const before = await after(source, [example(source)]);
    const state = await after(source, [example(source), [header, ...rows.slice(0, 1)].join('\n')]);
    expect(state).toHaveLength(before.length);
    const open = (records: readonly SourceRecord[]) => records.filter((record) => record.valid_to === null);
    const ended = open(before).filter(
      ({ record_id }) => !open(state).some((still) => still.record_id === record_id),
    );
    expect(ended.length).toBeGreaterThan(0);
    for (const { record_id, line } of ended) {
      expect(line).toBeGreaterThan(2);
      expect(state.find((record) => record.record_id === record_id)?.valid_to).toBe('2026-02-01');
    }
  });

  it('takes up again what comes back', async () => {
    const twice = await after(source, [example(source), `${header}\n${rows[0]}`, `${example(source)}\n`]);
    const once = await after(source, [example(source)]);
    const openIds = (records: readonly SourceRecord[]) =>
      records.flatMap(({ record_id, valid_to }) => (valid_to === null ? [record_id] : [])).toSorted();
    expect(openIds(twice)).toEqual(openIds(once));
  });
});

/** One cell of the first row corrected. */
const CORRECTIONS = [
  ['woz', '250.000', '199.000', { amounts: { woz_value_eur: 199000, tax_year: 2025 } }],
  ['restrictions', '16-12-2026', '16-10-2026', { valid_to: '2026-10-16' }],
  ['utilities', '2.450', '2.500', { amounts: { power_kwh: 2500, gas_m3: 1120.5, water_m3: 46 } }],
  ['permits', 'verleend', 'ingetrokken', { outcome: 'withdrawn' }],
  ['raids', '1.250,00', '1.300,00', { amounts: { hemp_plants: 120, drugs_kg: 2.5, cash_eur: 1300 } }],
  ['transfers', '240.000,00', '245.000,00', { amounts: { price_eur: 245000 } }],
  ['inspections', 'niets gevonden', 'overtreding', { outcome: 'violation' }],
  ['officer-findings', 'Boa domein I;', 'Boa domein II;', { taken_in_by: 'Boa domein II' }],
  ['reports', 'hennep', 'overlast', { category: 'nuisance' }],
] as const;

describe.each(CORRECTIONS)('a correction of %s', (source, from, to, expected) => {
  const { header, rows } = rowsOf(source);

  it('replaces the row and leaves the others alone', async () => {
    const before = await after(source, [example(source)]);
    const state = await after(source, [example(source), `${header}\n${rows[0]?.replace(from, to)}`]);
    expect(state.map((record) => record.record_id).toSorted()).toEqual(
      before.map((record) => record.record_id).toSorted(),
    );
    const subject = before.find((record) => record.line === 2 && record.role === 'subject');
    expect(state.find((record) => record.record_id === subject?.record_id)).toMatchObject(expected);
    const others = (records: readonly SourceRecord[]) => records.filter((record) => record.line > 2);
    expect(others(state)).toEqual(others(before));
  });
});

it('corrects every source that is not a snapshot', () => {
  expect(CORRECTIONS.map(([source]) => source).toSorted()).toEqual(
    [...named('changes'), ...named('append')].toSorted(),
  );
});

describe.each(named('append'))('an append of %s', (source) => {
  const { header, rows } = rowsOf(source);

  it('never doubles what came before', async () => {
    const whole = await after(source, [example(source)]);
    const overlapping = await after(source, [`${header}\n${rows[0]}`, example(source)]);
    expect(overlapping.map((record) => record.record_id).toSorted()).toEqual(
      whole.map((record) => record.record_id).toSorted(),
    );
  });
});
