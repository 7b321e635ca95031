import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { fairnessDoor } from '#fairness/door.ts';
import { DoorInput } from '#fairness/door-input.ts';
import type { ObjectStore } from '#ports';
import type { Actor } from '#schemas/actor.ts';
import { idText } from '#schemas/ids.ts';
import { memoryLake, memoryRegistry, versionOf } from '../memory-ports.ts';
import { candidateOf, scoreOf } from '../cases/fixtures.ts';
import { outcomeOf } from '../score/outcome-of.ts';

const officer: Actor = { id: 'f.gerritsen', team: 'privacy', role: 'privacy_officer' };
const text = (name: string) => idText(createHash('sha256').update(name).digest());
const numberId = (at: number) => `0106200${String(at).padStart(9, '0')}`;
const ADDRESSES = 120;

describe('the door of the fairness gate', () => {
  let memory: ReturnType<typeof memoryLake>;
  let audit: ObjectStore;
  let registry: ReturnType<typeof memoryRegistry>;
  let today = '2026-11-02';
  const clock = { now: () => new Date(`${today}T12:00:00Z`) };
  const call = async (operation: string, actor: Actor = officer) =>
    fairnessDoor(
      DoorInput.parse({
        operation,
        actor,
        purpose: 'Testing whether groups are treated alike',
        legal_basis: 'AVG art. 35(11)',
      }),
      {
        ...memory,
        registry,
        audit,
        clock,
        cases: { candidates: async (status) => (status === 'dismissed' ? [candidateOf('house 1')] : []) },
      },
    );
  const attributes = async (groupOf: (at: number) => string) =>
    audit.write(
      'attributes/2026-11.csv',
      `nummeraanduiding;household\n${Array.from({ length: ADDRESSES + 5 }, (_, at) => `${numberId(at)};${groupOf(at)}`).join('\n')}\n`,
    );
  /** Of the 40 selected so many prove wrong. */
  const tell = async (wrong: number) =>
    memory.lake.write(
      'outcomes',
      'day=2026-10-01',
      'part',
      Array.from({ length: 40 }, (_, at) =>
        outcomeOf(`house ${at}`, {
          drawn: 'targeted',
          score: 30,
          found: at < wrong ? 'wrong' : 'right',
          intervention: at === 39 ? 'closure_13b' : null,
        }),
      ),
    );
  beforeEach(async () => {
    memory = memoryLake();
    audit = memoryLake().objects;
    today = '2026-11-02';
    const records = Array.from({ length: ADDRESSES }, (_, at) => ({
      record_id: `rec-${text(`house ${at}`)}`,
      source: 'bag',
      kind: 'address',
      number_id: numberId(at),
      deleted: false,
    }));
    const members = records.map(({ record_id }, at) => ({
      record_id,
      entity_id: `adr-${text(`house ${at}`)}`,
      source: 'bag',
      deleted: false,
    }));
    const files = [
      await memory.lake.write('records', 'version=1-a', '0000', records),
      await memory.lake.write('members', 'version=1-a', '0000', members),
    ];
    registry = memoryRegistry([versionOf(1, { files })]);
    const scores = Array.from({ length: 60 }, (_, at) => scoreOf(`house ${at}`, at < 40 ? 30 : 5));
    await registry.judge(
      versionOf(1, { files: [await memory.lake.write('scores', 'version=1-a', '0000', scores)] }),
    );
  });

  it('tests what befell the addresses of the audit’s file, and says that this is too little', async () => {
    await tell(20);
    await attributes((at) => (at % 2 === 0 ? 'large' : 'small'));
    const { verdict_today, report } = await call('test');
    expect(verdict_today).toBe('INCONCLUSIVE');
    expect(report).toMatchObject({
      version: 1,
      model: 'score-1-abc',
      tested_on: '2026-11-02',
      retest_by: '2027-02-01',
      verdict: 'INCONCLUSIVE',
      paused: false,
      error_share: 0.5,
      subjects: ADDRESSES,
      unknown_addresses: 5,
      without_group: 0,
    });
    const selection = report?.cells.find(
      ({ measure, group }) => measure === 'selection_rate' && group === 'large',
    );
    expect(selection).toMatchObject({ subjects: 60, events: 20, ratio: 1 });
    expect((await call('show')).report).toEqual(report);
  });

  it('publishes the verdict, and of the groups nothing', async () => {
    await tell(20);
    await attributes((at) => (at < 60 ? 'large' : 'small'));
    expect((await call('test')).report?.verdict).toBe('FAIL');
    expect(await memory.gate.state()).toMatchObject({ verdict: 'FAIL', version: 1 });
    const lake = await Promise.all(
      (await memory.objects.list('')).map(async (key) => memory.objects.read(key)),
    );
    expect(Buffer.concat(lake).includes('large')).toBe(false);
  });

  it('pauses when the share of wrong ones rose by more than five points (R28), until it fell again', async () => {
    await attributes((at) => (at % 2 === 0 ? 'large' : 'small'));
    await tell(20);
    await call('test');
    await tell(22);
    expect((await call('test')).report).toMatchObject({ error_share: 0.55, paused: false });
    await tell(25);
    expect((await call('test')).report).toMatchObject({ paused: true, baseline_error_share: 0.55 });
    expect((await call('test')).report).toMatchObject({ paused: true });
    await tell(23);
    expect((await call('test')).report).toMatchObject({ paused: false, baseline_error_share: 0.575 });
  });

  it('says nothing any more once the quarter is over (R28)', async () => {
    await attributes((at) => (at < 60 ? 'large' : 'small'));
    await call('test');
    today = '2027-02-01';
    expect((await call('show')).verdict_today).toBe('FAIL');
    today = '2027-02-02';
    expect((await call('show')).verdict_today).toBeNull();
  });

  it('is for privacy officers alone, and wants a file', async () => {
    for (const role of ['analyst', 'case_worker', 'steward'] as const)
      await expect(call('show', { ...officer, role })).rejects.toThrow(/^R25/);
    await expect(call('test')).rejects.toMatchObject({ name: 'NotFound' });
    await audit.write('attributes/2026-12.csv', 'wrong\n');
    await expect(call('test')).rejects.toThrow(/line 1/);
    expect((await call('show')).report).toBeNull();
  });
});
