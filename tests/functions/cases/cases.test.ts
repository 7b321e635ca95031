import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { suggestCandidates } from '#cases/cases.ts';
import type { CaseStore } from '#ports';
import type { Score } from '#schemas/score.ts';
import { memoryLake, memoryRegistry, neverStopped, versionOf } from '../memory-ports.ts';
import { openCaseTable } from './case-table.ts';
import { eventOf, ids, scoreOf } from './fixtures.ts';

describe('cases', () => {
  let cases: CaseStore;
  let close: () => Promise<void>;
  const memory = memoryLake();
  const registry = memoryRegistry();
  const ports = () => ({ ...memory, registry, stops: neverStopped, cases });
  beforeAll(async () => ({ store: cases, close } = await openCaseTable()));
  afterAll(() => close());

  async function judge(version: number, scores: readonly Score[], at: string): Promise<void> {
    const files = await memory.lake.write('scores', `version=${version}-a`, '0000', scores);
    await registry.judge(versionOf(version, { at, files: [files] }));
  }
  const logged = async (day: string, part: string) =>
    memory.lake.read({
      table: 'case_events',
      prefix: '',
      keys: [`analysis/case_events/day=${day}/${part}.parquet`],
      rows: 0,
    });

  it('suggests what a judged version brings, and tells it once however often it is repeated', async () => {
    await judge(
      1,
      [scoreOf('first', 30), scoreOf('second', 22), scoreOf('third', 5)],
      '2026-10-01T10:00:00.000Z',
    );
    const answers = [
      await suggestCandidates({ version: 1 }, ports()),
      await suggestCandidates({ version: 1 }, ports()),
    ];
    for (const answer of answers)
      expect(answer).toEqual({ outcome: 'suggested', version: 1, suggested: 2, renewed: 0, ended: 0 });
    const open = await cases.candidates('open');
    expect(open.map((candidate) => candidate.score)).toEqual([30, 22]);
    const rows = await logged('2026-10-01', 'candidates-1');
    expect(rows).toHaveLength(2);
    expect(rows.every((row) => row.event === 'suggested' && row.version === 1)).toBe(true);
    expect(memory.days).toContain('case_events 2026-10-01');
  });

  it('renews and withdraws with the next version', async () => {
    await judge(2, [scoreOf('first', 26), scoreOf('second', 12)], '2026-10-20T10:00:00.000Z');
    expect(await suggestCandidates({ version: 2 }, ports())).toMatchObject({
      suggested: 0,
      renewed: 1,
      ended: 1,
    });
    const [first] = await cases.candidates('open');
    expect(first).toMatchObject({ score: 26, first_suggested_on: '2026-10-01', expires_on: '2026-11-19' });
    expect((await cases.candidates('expired')).map((candidate) => candidate.score)).toEqual([22]);
    const kinds = (await logged('2026-10-20', 'candidates-2')).map((row) => row.event);
    expect(kinds.map(String).toSorted()).toEqual(['renewed', 'withdrawn']);
  });

  it('completes the log of a try that was cut off, from the history', async () => {
    const cut = eventOf('cnd-cut', 'suggested', { version: 3, at: '2026-10-21T10:00:00.000Z' });
    await cases.append(cut);
    await judge(3, [scoreOf('first', 26)], '2026-10-21T10:00:00.000Z');
    await suggestCandidates({ version: 3 }, ports());
    const rows = await logged('2026-10-21', 'candidates-3');
    expect(rows.map((row) => row.event_id)).toContain(cut.event_id);
  });

  it('leaves what a newer judgement decided alone', async () => {
    expect(await suggestCandidates({ version: 2 }, ports())).toMatchObject({ outcome: 'stale', renewed: 0 });
    expect((await cases.candidates('open')).map((candidate) => candidate.version)).toEqual([3]);
  });

  it('draws the random share from the addresses of the register (R20)', async () => {
    const entity = (name: string, kind: string, registered: boolean) => ({
      entity_id: ids.address(name),
      kind,
      first_seen: '2026-01-01',
      last_seen: '2026-10-01',
      attributes: { registered_in_bag: registered },
      deleted: false,
    });
    const rows = [
      ...Array.from({ length: 12 }, (_, at) => entity(`known ${at}`, 'address', true)),
      entity('misspelt', 'address', false),
      { ...entity('car', 'vehicle', true), entity_id: 'veh-aaaaaaaaaaaaaaaaaaaaaaaaaa' },
    ];
    const entities = await memory.lake.write('entities', 'version=4-a', '0000', rows);
    const linked = memoryRegistry([versionOf(4, { files: [entities] })]);
    const scores = Array.from({ length: 40 }, (_, at) => scoreOf(`high ${at}`, 30));
    const files = await memory.lake.write('scores', 'version=4-a', '0000', scores);
    const desk = { ...ports(), registry: { ...linked } };
    await desk.registry.judge(versionOf(4, { at: '2026-10-22T10:00:00.000Z', files: [files] }));
    const first = await suggestCandidates({ version: 4 }, desk);
    expect(await suggestCandidates({ version: 4 }, desk)).toEqual(first);
    const drawn = (await cases.candidates('open')).filter((candidate) => candidate.drawn === 'random');
    const known = rows.slice(0, 12).map(({ entity_id }) => entity_id);
    expect(drawn).toHaveLength(10);
    for (const candidate of drawn) {
      expect(known).toContain(candidate.subject_entity_id);
      expect(candidate).toMatchObject({ score: 0, inclusion_probability: 10 / 12 });
    }
    const log = await logged('2026-10-22', 'candidates-4');
    expect(JSON.stringify(log)).not.toContain('random');
  });

  it('refuses a version that is not judged', async () => {
    await expect(suggestCandidates({ version: 9 }, ports())).rejects.toMatchObject({ name: 'NotFound' });
  });
});
