import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { idText } from '#schemas/ids.ts';
import { Outcome } from '#schemas/outcome.ts';
import { learnWeights } from '#score/learn.ts';
import { readInspections } from '#score/read-inspections.ts';
import { scoreModel } from '#score/score-model.ts';
import { memoryLake, memoryRegistry, versionOf } from '../memory-ports.ts';
import { findingOf, subject, weightOf } from './weighed.ts';

const id = (prefix: string, name: string) =>
  `${prefix}-${idText(createHash('sha256').update(name).digest())}`;
type Visit = {
  readonly at: string;
  readonly on: string;
  readonly outcome: string;
  readonly category?: string;
};

describe('inspections as outcomes (R23)', () => {
  let memory: ReturnType<typeof memoryLake>;
  let registry: ReturnType<typeof memoryRegistry>;
  const judge = async (version: number, as_of: string, found: readonly Parameters<typeof findingOf>[]) => {
    const findings = found.map(([pattern, changes]) => findingOf(pattern, changes));
    const files = [await memory.lake.write('findings', `version=${version}-f`, '0000', findings)];
    await registry.judge(versionOf(version, { as_of, files }));
  };
  const link = async (visits: readonly Visit[]) => {
    const entities = visits.map(({ on, outcome, category = 'housing' }, at) => ({
      entity_id: id('evt', `visit ${at}`),
      kind: 'event',
      first_seen: on,
      last_seen: on,
      attributes: { event_type: 'inspection', occurred_on: on, category, outcome },
      deleted: false,
    }));
    const relations = visits.map(({ at: address }, at) => ({
      from_entity_id: id('evt', `visit ${at}`),
      to_entity_id: subject(address),
      role: 'location',
      record_id: id('rec', `visit ${at}`),
      in_research: false,
      deleted: false,
    }));
    registry = memoryRegistry([
      versionOf(1, {
        files: [
          await memory.lake.write('entities', 'version=1-e', '0000', entities),
          await memory.lake.write('relations', 'version=1-e', '0000', relations),
        ],
      }),
    ]);
  };
  const outcomes = async () => readInspections({ lake: memory.lake, registry });
  beforeEach(() => {
    memory = memoryLake();
  });

  it('carry what was found before the visit, and nothing of what came after', async () => {
    await link([
      { at: 'house', on: '2026-09-15', outcome: 'nothing_found' },
      { at: 'house', on: '2026-10-15', outcome: 'violation' },
    ]);
    await judge(1, '2026-09-01', [['overcrowding', { subject_entity_id: subject('house'), strength: 0.4 }]]);
    await judge(2, '2026-10-01', [
      ['overcrowding', { subject_entity_id: subject('house'), strength: 0.9 }],
      ['transit_address', { subject_entity_id: subject('house'), withheld: true }],
    ]);
    const read = (await outcomes()).toSorted((left, right) => (left.decided_on < right.decided_on ? -1 : 1));
    expect(read).toMatchObject([
      { found: 'wrong', version: 1, patterns: [{ pattern_id: 'overcrowding', strength: 0.4 }] },
      { found: 'right', version: 2, patterns: [{ pattern_id: 'overcrowding', strength: 0.9 }] },
    ]);
    for (const outcome of read)
      expect(Outcome.parse(outcome)).toMatchObject({ drawn: 'inspection', theme: 'housing', model: null });
  });

  it.each([
    ['nobody was met', { outcome: 'nobody_present' }],
    ['nobody was let in', { outcome: 'not_admitted' }],
    ['it was about something else', { outcome: 'violation', category: 'fire_safety' }],
    ['it was before anything was judged', { outcome: 'violation', on: '2026-08-31' }],
    ['its day is not known', { outcome: 'violation', on: '2026-10' }],
  ])('say nothing when %s', async (_, visit) => {
    await link([{ at: 'house', on: '2026-10-15', ...visit }]);
    await judge(1, '2026-09-01', []);
    expect(await outcomes()).toEqual([]);
  });

  it('teach by themselves', async () => {
    const visits = Array.from({ length: 60 }, (_, at) => ({
      at: `house ${at}`,
      on: '2026-10-15',
      outcome: at % 2 === 0 && at % 10 > 0 ? 'irregularity' : 'nothing_found',
    }));
    await link(visits);
    await judge(
      1,
      '2026-09-01',
      visits
        .flatMap(({ at }, index) =>
          index % 2 === 0 ? [['overcrowding', { subject_entity_id: subject(at), strength: 1 }] as const] : [],
        )
        .map(([pattern, changes]) => [pattern, changes]),
    );
    const learned = learnWeights(await outcomes(), scoreModel([weightOf('overcrowding', { weight: 5 })]));
    expect(learned.basis).toMatchObject({ inspections: 60, random: 0 });
    expect(learned.weights[0]?.points).toBeGreaterThan(15);
  });
});
