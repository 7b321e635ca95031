import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openIntakes } from '#cases/intake.ts';
import type { CaseStore } from '#ports';
import type { Delivery } from '#schemas/delivery.ts';
import { memoryLake, memoryRegistry, versionOf } from '../memory-ports.ts';
import { openCaseTable } from './case-table.ts';
import { ids } from './fixtures.ts';

const deliveryOf = (name: string, source: string): Delivery => ({
  delivery_id: ids.delivery(name),
  source,
  bucket: 'drop',
  object_key: `${source}/${name}.csv`,
  object_version: 'v1',
  content_sha256: null,
  received_at: '2026-10-05T08:00:00.000Z',
  reference_date: '2026-10-01',
  status: 'linked',
  rows_read: 1,
  rows_accepted: 1,
  rows_rejected: 0,
  reasons: [],
  version: 1,
});

const record = (name: string, changes: Record<string, unknown> = {}) => ({
  record_id: ids.record(name),
  parent_record_id: null,
  role: 'subject',
  kind: 'event',
  delivery_id: ids.delivery('reports'),
  source: 'reports',
  line: 2,
  event_type: 'report',
  occurred_on: '2026-10-01',
  category: 'hemp',
  channel: 'resident',
  description: 'Smell of hemp, windows taped',
  deleted: false,
  ...changes,
});
const member = (name: string, changes: Record<string, unknown> = {}) => ({
  entity_id: ids.event(name),
  record_id: ids.record(name),
  source: 'reports',
  deleted: false,
  ...changes,
});

describe('intake', () => {
  let cases: CaseStore;
  let close: () => Promise<void>;
  const memory = memoryLake();
  beforeAll(async () => ({ store: cases, close } = await openCaseTable()));
  afterAll(() => close());

  async function portsOf(
    version: number,
    records: readonly Record<string, unknown>[],
    members: readonly Record<string, unknown>[],
    sources: readonly string[] = ['reports'],
  ) {
    const files = [
      await memory.lake.write('records', `version=${version}-1`, '0000', records),
      await memory.lake.write('members', `version=${version}-1`, '0000', members),
    ];
    const deliveries = sources.map((source) => deliveryOf(source, source));
    const linked = versionOf(version, {
      files,
      deliveries: deliveries.map((delivery) => delivery.delivery_id),
    });
    return { ...memory, registry: memoryRegistry([linked], deliveries), cases };
  }

  it('opens an item per report, with its completeness and nothing else of it (R4)', async () => {
    const ports = await portsOf(
      1,
      [
        record('full'),
        record('full location', {
          role: 'location',
          kind: 'address',
          parent_record_id: ids.record('full'),
          event_type: null,
        }),
        record('full suspect', {
          role: 'mentioned',
          kind: 'person',
          parent_record_id: ids.record('full'),
          surname: 'Canary',
          event_type: null,
        }),
        record('bare', { occurred_on: null, category: null, description: null }),
        record('withdrawn', { deleted: true }),
        record('raid', { event_type: 'raid' }),
      ],
      [member('full'), member('bare'), member('raid')],
    );
    expect(await openIntakes({ version: 1 }, ports)).toEqual({ version: 1, opened: 2 });
    const items = await cases.intakes('open');
    const full = items.find((item) => item.record_id === ids.record('full'));
    expect(full).toMatchObject({
      entity_id: ids.event('full'),
      received_on: '2026-10-05',
      completeness: { has_date: true, has_address: true, has_category: true, has_description: true },
    });
    expect(items.find((item) => item.record_id === ids.record('bare'))?.completeness).toEqual({
      has_date: false,
      has_address: false,
      has_category: false,
      has_description: false,
    });
    expect(JSON.stringify(items)).not.toMatch(/Canary|taped/);
  });

  it('opens none twice, and tells none twice', async () => {
    const again = await portsOf(1, [record('full')], [member('full')]);
    await openIntakes({ version: 1 }, again);
    expect(await cases.intakes('open')).toHaveLength(2);
    const next = await portsOf(2, [record('full'), record('new')], [member('full'), member('new')]);
    expect(await openIntakes({ version: 2 }, next)).toEqual({ version: 2, opened: 1 });
    const rows = await memory.lake.read({
      table: 'case_events',
      prefix: '',
      keys: ['analysis/case_events/day=2026-10-01/intake-2.parquet'],
      rows: 1,
    });
    expect(rows.map((row) => row.event)).toEqual(['intake_opened']);
  });

  it('reads nothing of a version without reports', async () => {
    const ports = await portsOf(3, [record('other')], [member('other')], ['brp']);
    expect(await openIntakes({ version: 3 }, ports)).toEqual({ version: 3, opened: 0 });
  });

  it('opens nothing again for a report that was corrected', async () => {
    const ports = await portsOf(4, [record('corrected')], []);
    expect(await openIntakes({ version: 4 }, ports)).toEqual({ version: 4, opened: 0 });
  });

  it('refuses a version that is not linked', async () => {
    const ports = await portsOf(5, [], []);
    await expect(openIntakes({ version: 6 }, ports)).rejects.toMatchObject({ name: 'NotFound' });
  });
});
