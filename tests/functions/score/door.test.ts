import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#schemas/actor.ts';
import type { Outcome } from '#schemas/outcome.ts';
import { scoreDoor } from '#score/door.ts';
import { DoorInput } from '#score/door-input.ts';
import { score } from '#score/score.ts';
import { memoryLake, memoryRegistry, neverStopped, versionOf } from '../memory-ports.ts';
import { memoryWeights } from './memory-weights.ts';
import { outcomeOf } from './outcome-of.ts';
import { findingOf, subject, weightOf } from './weighed.ts';

const analyst: Actor = { id: 'a.analist', team: 'analyse', role: 'analyst' };
const officer: Actor = { id: 'f.gerritsen', team: 'privacy', role: 'privacy_officer' };
const REASON = 'A year of random visits tells more than we guessed';
const weights = [weightOf('overcrowding', { weight: 25 }), weightOf('transit_address', { weight: 20 })];
const found = [
  findingOf('overcrowding', { strength: 0.8 }),
  findingOf('transit_address', { subject_entity_id: subject('other'), strength: 1 }),
];
/** In this town crowding tells much and the passing of tenants nothing. */
const outcomes = (count: number, drawn: Outcome['drawn']) =>
  Array.from({ length: count }, (_, at) =>
    outcomeOf(`${drawn} ${at}`, {
      drawn,
      patterns: at % 3 === 0 ? { overcrowding: 1 } : at % 3 === 1 ? { transit_address: 1 } : {},
      found: at % 3 === 0 && at % 4 !== 0 ? 'right' : at % 20 === 1 ? 'right' : 'wrong',
    }),
  );

describe('the door of scores', () => {
  let memory: ReturnType<typeof memoryLake>;
  let registry: ReturnType<typeof memoryRegistry>;
  let register: ReturnType<typeof memoryWeights>;
  const clock = { now: () => new Date('2026-11-02T12:00:00Z') };
  const ports = () => ({ ...memory, registry, weights: register, clock });
  const call = async (operation: string, more: Record<string, unknown> = {}, actor: Actor = analyst) =>
    scoreDoor(
      DoorInput.parse({
        operation,
        actor,
        purpose: 'Looking after how addresses are scored',
        legal_basis: 'Gemeentewet art. 172',
        ...more,
      }),
      ports(),
    );
  const judge = async (version: number) => {
    const files = [await memory.lake.write('findings', `version=${version}-f`, '0000', found)];
    return score({ version, files, weights }, { ...ports(), stops: neverStopped });
  };
  const tell = async (of: readonly Outcome[]) => memory.lake.write('outcomes', 'day=2026-10-01', 'p', of);
  const proposed = async (): Promise<string> => {
    const answer = await call('propose', { reason: REASON });
    return 'proposal' in answer ? answer.proposal.id : '';
  };
  beforeEach(async () => {
    memory = memoryLake();
    registry = memoryRegistry([1, 2, 3].map((version) => versionOf(version)));
    register = memoryWeights();
    await judge(1);
  });

  it('learns nothing of targeted checks alone (R23)', async () => {
    await tell(outcomes(300, 'targeted'));
    await expect(call('learn')).rejects.toThrow(/^R23/);
    await expect(call('propose', { reason: REASON })).rejects.toMatchObject({ name: 'RuleViolated' });
    expect(await register.proposals()).toEqual([]);
  });

  it('shows what would be learned, and keeps nothing', async () => {
    await tell(outcomes(300, 'random'));
    const answer = await call('learn');
    const points = 'learned' in answer && !Array.isArray(answer.learned) ? answer.learned : undefined;
    expect(points).toMatchObject({ basis: { random: 300, targeted: 0 } });
    expect(await register.proposals()).toEqual([]);
    expect(await memory.objects.list('models/wgt-')).toEqual([]);
  });

  it('lets what is proposed stand beside the experts’, and rank once another team approved it', async () => {
    await tell(outcomes(300, 'random'));
    const expert = await judge(1);
    expect(expert.shadowModel).toBeNull();
    const id = await proposed();
    const second = await judge(2);
    expect(second).toMatchObject({ model: expert.model });
    expect(second.shadowModel).toMatch(/^learned-2-/);
    await call('approve', { weights_id: id, reason: REASON }, officer);
    const third = await judge(3);
    expect(third).toMatchObject({ model: second.shadowModel, shadowModel: expert.model });

    const judged = await registry.version('judged', 3);
    const rows = await memory.lake.state('scores', judged ? [judged] : []);
    const shadow = await memory.lake.state('shadow_scores', judged ? [judged] : []);
    const pointsOf = (of: typeof rows) => of.map((row) => Number(row.score));
    expect(pointsOf(shadow).toSorted((left, right) => left - right)).toEqual([20, 20]);
    expect(Math.max(...pointsOf(rows))).toBeGreaterThan(20);
    expect(Math.min(...pointsOf(rows))).toBeLessThan(15);
    for (const version of [1, 2, 3])
      expect(await call('replay', { version })).toMatchObject({ version, same: true });
  });

  it('refuses the proposer and the proposer’s team', async () => {
    await tell(outcomes(300, 'random'));
    const id = await proposed();
    const approve = { weights_id: id, reason: REASON };
    await expect(call('approve', approve)).rejects.toThrow(/four eyes/);
    await expect(call('approve', approve, { ...officer, team: 'analyse' })).rejects.toThrow(/four eyes/);
    await expect(call('approve', approve, { ...analyst, team: 'privacy' })).rejects.toThrow(/four eyes/);
    expect((await register.proposals()).map(({ status }) => status)).toEqual(['proposed']);
  });

  it('goes back to the experts’ when weights are retired', async () => {
    await tell(outcomes(300, 'random'));
    const id = await proposed();
    await call('approve', { weights_id: id, reason: REASON }, officer);
    await expect(call('approve', { weights_id: id, reason: REASON }, officer)).rejects.toMatchObject({
      name: 'TransitionRefused',
    });
    await call('retire', { weights_id: id, reason: 'The town changed more than we thought' }, officer);
    expect(await judge(2)).toMatchObject({ shadowModel: null });
    expect((await judge(3)).model).toMatch(/^score-2-/);
    await expect(proposed()).rejects.toMatchObject({ name: 'TransitionRefused' });
  });

  it('shows what ranks and what its scores came to, honest about how few', async () => {
    const { model } = await judge(1);
    const three = outcomes(3, 'targeted').map((outcome) => ({ ...outcome, model }));
    await tell(three);
    expect(await call('show')).toMatchObject({
      ranking: model,
      shadow: null,
      proposals: [],
      calibration: { model, all: { outcomes: 3, steps: [] } },
    });
    expect(await memory.objects.list(`models/${model}.calibration`)).toHaveLength(1);
  });

  it('says that a replay differs when a stored score was changed', async () => {
    const judged = await registry.version('judged', 1);
    const files = judged?.files.find(({ table }) => table === 'scores');
    const rows = await memory.lake.state('scores', judged ? [judged] : []);
    const location = files?.prefix.split('/').at(-2) ?? '';
    await memory.lake.write(
      'scores',
      location,
      '0000',
      rows.map((row) => ({ ...row, score: Number(row.score) + 1 })),
    );
    expect(await call('replay')).toMatchObject({
      same: false,
      tables: [{ table: 'scores', sameScores: false, sameBytes: false }],
    });
    expect(await memory.objects.list('analysis/scores_history/replay')).toEqual([]);
  });

  it('refuses to replay what was scored by earlier rules', async () => {
    const judged = await registry.version('judged', 1);
    const files = judged?.files.find(({ table }) => table === 'scores');
    const rows = await memory.lake.state('scores', judged ? [judged] : []);
    const earlier = rows.map((row) => ({ ...row, model: String(row.model).replace('score-2-', 'score-1-') }));
    await memory.lake.write('scores', files?.prefix.split('/').at(-2) ?? '', '0000', earlier);
    await expect(call('replay')).rejects.toThrow(/^version 1: score-1-\w+ scored it by other rules/);
  });

  it('is for analysts and privacy officers', async () => {
    await expect(call('show', {}, { ...analyst, role: 'case_worker' })).rejects.toThrow(/^R1/);
    await expect(call('replay', { version: 9 })).rejects.toMatchObject({ name: 'NotFound' });
    await expect(
      call('approve', { weights_id: `wgt-${'a'.repeat(26)}`, reason: REASON }),
    ).rejects.toMatchObject({ name: 'NotFound' });
  });
});
