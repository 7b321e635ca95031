import { describe, expect, it } from 'vitest';
import { clusterEdges } from '#cluster/graph/cluster-edges.ts';
import { resolveEntities } from '#link/engine/entities/resolve-entities.ts';
import { evaluateClusters } from '#link/engine/evaluate/evaluate-clusters.ts';
import type { EntityRules } from '#link/engine/model/entity-rules.ts';
import { fieldOf } from '#link/engine/encode/encoded.ts';
import { levelOf } from '#link/engine/score/weigh-pair.ts';
import { weighPairs } from '#link/engine/score/weigh-pairs.ts';
import { openPool } from '#link/engine/threads/pool.ts';
import { pairsOf } from '#tests/functions/cluster/graph/edges-of.ts';
import { households, mistakes, type Scored } from './made-up.ts';

const figures = ({ truth }: Scored, entity: Int32Array) => evaluateClusters(truth, entity, undefined);
/** Plainly: both know the field, with different texts, at a level that weighs less than nothing. */
function speaksAgainst({ encoded, model }: Scored, name: string, left: number, right: number): boolean {
  const comparison = model.comparisons.find((each) => each.name === name);
  if (!comparison) throw new Error(name);
  const { codes } = fieldOf(encoded, comparison.field);
  const level = comparison.levels[levelOf(encoded, comparison, left, right)];
  return level !== undefined && level.m < level.u && codes[left] !== codes[right];
}
const components = ({ encoded, edges }: Scored) =>
  clusterEdges({ rows: encoded.rows, edges, thresholdBits: 0 }).entity;

describe('entities of households', async () => {
  const scored = await households(3000);
  const { entity, rules, why } = await resolveEntities(scored);
  const by = (entities: EntityRules) => resolveEntities({ ...scored, model: { ...scored.model, entities } });

  it('keeps apart who differs in date of birth and in given name, and takes all pairs into account', () => {
    expect(rules.apart).toContainEqual(['birth_date', 'given_name']);
    expect(rules.linkage).toBe('average');
    expect(why.join('\n')).toContain('members of a household');
  });

  it('does far better than components', () => {
    const better = figures(scored, entity);
    const classic = figures(scored, components(scored));
    expect(better.f1).toBeGreaterThan(classic.f1 + 0.05);
    expect(better.b3.f1).toBeGreaterThan(classic.b3.f1 + 0.01);
    expect(better.recall).toBeGreaterThan(classic.recall - 0.01);
  });

  it('keeps to rules that were chosen before', async () => {
    expect((await by(rules)).entity).toEqual(entity);
    const single = await by({ apart: [], linkage: 'single' });
    expect(single.entity).toEqual(components(scored));
    expect(single.why).toEqual([]);
  });

  it('refuses rules of another model', async () => {
    await expect(by({ apart: [['born', 'name']], linkage: 'single' })).rejects.toThrow('no comparison born');
  });

  it('takes apart what taking all pairs one by one takes apart, on one thread as on three', async () => {
    const model = { ...scored.model, entities: rules };
    const { edges } = scored;
    const isApart = (left: number, right: number) =>
      rules.apart.some((names) => names.every((name) => speaksAgainst(scored, name, left, right)));
    const plain = clusterEdges({
      rows: scored.encoded.rows,
      edges: {
        ...edges,
        bits: edges.bits.map((bits, at) =>
          isApart(edges.left[at] ?? 0, edges.right[at] ?? 0) ? Number.NEGATIVE_INFINITY : bits,
        ),
      },
      thresholdBits: 0,
      weigh: (pairs) =>
        weighPairs(scored.encoded, model, pairs).map((bits, at) =>
          isApart(pairs.left[at] ?? 0, pairs.right[at] ?? 0) ? Number.NEGATIVE_INFINITY : bits,
        ),
    });
    const pool = openPool(3);
    const threaded = await resolveEntities({ ...scored, model, pool });
    await pool.close();
    for (const found of [await by(rules), threaded]) {
      expect(found.entity).toEqual(plain.entity);
      expect(found.confidence).toEqual(plain.confidence);
    }
  });

  it('lets people decide against a rule', async () => {
    const left = scored.edges.left[0] ?? 0;
    const other = entity.findIndex((smallest) => smallest !== entity[left]);
    const decided = await resolveEntities({ ...scored, mustLink: pairsOf([[left, other]]) });
    expect(decided.entity[left]).toBe(decided.entity[other]);
  });
});

describe('entities of records with many mistakes', async () => {
  const scored = await mistakes(200);

  it('falls back to links, as mistakes explain how often they contradict each other', async () => {
    const { entity, rules } = await resolveEntities(scored);
    expect(rules).toMatchObject({ apart: [], linkage: 'single' });
    expect([...entity]).toEqual([...components(scored)]);
  });

  it('would lose by taking all pairs into account', async () => {
    const model = { ...scored.model, entities: { apart: [], linkage: 'average' as const } };
    const contracted = figures(scored, (await resolveEntities({ ...scored, model })).entity);
    expect(contracted.f1).toBeLessThan(figures(scored, components(scored)).f1 - 0.02);
  });
});
