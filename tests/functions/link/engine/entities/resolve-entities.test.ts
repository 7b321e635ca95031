import { describe, expect, it } from 'vitest';
import { clusterEdges } from '#cluster/graph/cluster-edges.ts';
import { resolveEntities } from '#link/engine/entities/resolve-entities.ts';
import { evaluateClusters } from '#link/engine/evaluate/evaluate-clusters.ts';
import type { EntityRules } from '#link/engine/model/entity-rules.ts';
import { pairsOf } from '#tests/functions/cluster/graph/edges-of.ts';
import { households, mistakes, type Scored } from './made-up.ts';

const figures = ({ truth }: Scored, entity: Int32Array) => evaluateClusters(truth, entity, undefined);
const components = ({ encoded, edges }: Scored) =>
  clusterEdges({ rows: encoded.rows, edges, thresholdBits: 0 }).entity;

describe('entities of households', async () => {
  const scored = await households(3000);
  const { entity, rules, why } = resolveEntities(scored);
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

  it('keeps to rules that were chosen before', () => {
    expect(by(rules).entity).toEqual(entity);
    expect(by({ apart: [], linkage: 'single' }).entity).toEqual(components(scored));
    expect(by({ apart: [], linkage: 'single' }).why).toEqual([]);
  });

  it('refuses rules of another model', () => {
    expect(() => by({ apart: [['born', 'name']], linkage: 'single' })).toThrow('no comparison born');
  });

  it('lets people decide against a rule', () => {
    const left = scored.edges.left[0] ?? 0;
    const other = entity.findIndex((smallest) => smallest !== entity[left]);
    const decided = resolveEntities({ ...scored, mustLink: pairsOf([[left, other]]) });
    expect(decided.entity[left]).toBe(decided.entity[other]);
  });
});

describe('entities of records with many mistakes', async () => {
  const scored = await mistakes(200);

  it('falls back to links, as mistakes explain how often they contradict each other', () => {
    const { entity, rules } = resolveEntities(scored);
    expect(rules).toMatchObject({ apart: [], linkage: 'single' });
    expect([...entity]).toEqual([...components(scored)]);
  });

  it('would lose by taking all pairs into account', () => {
    const model = { ...scored.model, entities: { apart: [], linkage: 'average' as const } };
    const contracted = figures(scored, resolveEntities({ ...scored, model }).entity);
    expect(contracted.f1).toBeLessThan(figures(scored, components(scored)).f1 - 0.02);
  });
});
