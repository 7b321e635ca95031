import { createHash } from 'node:crypto';
import * as z from 'zod';
import { beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson } from '#schemas/canonical-json.ts';
import { Finding } from '#schemas/finding.ts';
import { PatternWeight } from '#schemas/pattern.ts';
import { Score } from '#schemas/score.ts';
import { score } from '#score/score.ts';
import { scoreAddresses } from '#score/score-addresses.ts';
import { memoryLake, memoryRegistry, neverLearned, neverStopped, versionOf } from '../memory-ports.ts';
import { findingOf, subject, weightOf } from './weighed.ts';

const weights = [weightOf('overcrowding', { weight: 25 }), weightOf('transit_address')];
const found = [
  findingOf('overcrowding', { strength: 0.888889 }),
  findingOf('transit_address', { strength: 0.25, withheld: true, evidence: {} }),
  findingOf('overcrowding', { subject_entity_id: subject('other'), strength: 0.333333 }),
];

describe('the score step', () => {
  let memory: ReturnType<typeof memoryLake>;
  let registry: ReturnType<typeof memoryRegistry>;
  beforeEach(() => {
    memory = memoryLake();
    registry = memoryRegistry([versionOf(1), versionOf(2, { as_of: '2026-11-01' })]);
  });
  const ports = () => ({
    ...memory,
    registry,
    stops: neverStopped,
    weights: neverLearned,
    clock: { now: () => new Date('2026-11-02T12:00:00Z') },
  });
  const input = async (version: number) => ({
    version,
    files: [await memory.lake.write('findings', `version=${version}-f`, '0000', found)],
    weights,
  });
  const bytesOf = (key: string) =>
    createHash('sha256')
      .update(memory.objects.objects.get(key) ?? '')
      .digest('hex');

  it('writes the scores beside the findings and flips the pointer', async () => {
    expect(await score(await input(2), ports())).toMatchObject({ outcome: 'judged', version: 2, scores: 2 });
    const judged = await registry.version('judged', 2);
    expect(judged?.files.map((files) => [files.table, files.rows])).toEqual([
      ['findings', 3],
      ['scores', 2],
    ]);
    expect(memory.registered).toEqual([{ version: 2, files: judged?.files }]);
    expect(memory.pointers).toMatchObject([{ name: 'judged', version: 2, as_of: '2026-11-01' }]);
    expect(judged?.at).toBe('2026-11-02T12:00:00.000Z');
  });

  it('judges the version’s network with its findings, and scores the findings alone', async () => {
    const asked = await input(2);
    const broker = { entity_id: subject('one'), communities: 2, betweenness: 0.5, degree: 3 };
    const network = await memory.lake.write('brokers', 'version=2-n', '0000', [broker]);
    expect(await score({ ...asked, files: [...asked.files, network] }, ports())).toMatchObject({
      outcome: 'judged',
      scores: 2,
    });
    const judged = await registry.version('judged', 2);
    expect(judged?.files.map(({ table }) => table)).toEqual(['findings', 'brokers', 'scores']);
  });

  it('writes nothing that readers see while the stop button is pressed (R22)', async () => {
    let looks = 0;
    const stop = {
      scope: 'scoring' as const,
      stopped_at: '2026-11-02T12:00:00.000Z',
      stopped_by: null,
      reason: 'pressed while scores were computed',
    };
    for (const pressedAt of [1, 2]) {
      looks = 0;
      const stops = { standing: async () => (++looks >= pressedAt ? [stop] : []) };
      expect(await score(await input(2), { ...ports(), stops })).toMatchObject({ outcome: 'stopped' });
    }
    expect(await registry.version('judged', 2)).toBeUndefined();
    expect(memory.pointers).toEqual([]);
  });

  it('gives the same bytes at the same place when it is repeated (R17)', async () => {
    const asked = await input(1);
    await score(asked, ports());
    const [first] = (await registry.version('judged', 1))?.files.slice(1) ?? [];
    const before = bytesOf(first?.keys[0] ?? '');
    await score(asked, ports());
    const [second] = (await registry.version('judged', 1))?.files.slice(1) ?? [];
    expect(second).toEqual(first);
    expect(bytesOf(second?.keys[0] ?? '')).toBe(before);
    expect(before).not.toBe(bytesOf('no such key'));
  });

  it('replays from version, model and input hash alone (R17)', async () => {
    await score(await input(1), ports());
    const judged = await registry.version('judged', 1);
    const stored = z.array(Score).parse(await memory.lake.state('scores', judged ? [judged] : []));
    const [shown] = stored;

    const model = z
      .strictObject({ id: z.string(), weights: z.array(PatternWeight) })
      .parse(JSON.parse(new TextDecoder().decode(await memory.objects.read(`models/${shown?.model}.json`))));
    const findings = z.array(Finding).parse(await memory.lake.state('findings', judged ? [judged] : []));
    const replayed = scoreAddresses(findings, model);
    expect(canonicalJson(replayed)).toBe(canonicalJson(stored));
    expect(replayed.map((each) => each.input_hash)).toEqual(stored.map((each) => each.input_hash));
  });

  it('is stale when a newer version is judged', async () => {
    await score(await input(2), ports());
    expect(await score(await input(1), ports())).toMatchObject({ outcome: 'stale', version: 1 });
    expect(memory.pointers.map((pointer) => pointer.version)).toEqual([2]);
  });

  it('judges a version in which nothing was found', async () => {
    const files = [await memory.lake.write('findings', 'version=1-f', '0000', [])];
    expect(await score({ version: 1, files, weights }, ports())).toMatchObject({
      outcome: 'judged',
      scores: 0,
    });
    const judged = await registry.version('judged', 1);
    expect(await memory.lake.state('scores', judged ? [judged] : [])).toEqual([]);
  });

  it('refuses a version that is not linked', async () => {
    await expect(score(await input(3), ports())).rejects.toMatchObject({ name: 'NotFound' });
  });
});
