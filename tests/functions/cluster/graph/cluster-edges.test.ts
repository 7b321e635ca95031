import { describe, expect, it } from 'vitest';
import { clusterEdges } from '#cluster/graph/cluster-edges.ts';

const edgesOf = (pairs: readonly (readonly [number, number, number])[]) => ({
  count: pairs.length,
  left: Uint32Array.from(pairs, ([left]) => left),
  right: Uint32Array.from(pairs, ([, right]) => right),
  bits: Float64Array.from(pairs, ([, , bits]) => bits),
});

describe('taking rows together', () => {
  it('names an entity by its smallest row, and leaves out what is too weak', () => {
    const edges = edgesOf([
      [3, 4, 9],
      [1, 4, 9],
      [0, 2, 1],
    ]);
    expect([...clusterEdges({ rows: 5, edges, thresholdBits: 2 }).entity]).toEqual([0, 1, 2, 1, 1]);
  });

  it('is as sure of a row as its pairs within the entity are on average', () => {
    const edges = edgesOf([
      [0, 1, 0],
      [1, 2, 2],
      [2, 3, -9],
    ]);
    const { confidence } = clusterEdges({ rows: 4, edges, thresholdBits: 0 });
    expect([...confidence]).toEqual([0.5, 0.65, 0.8, 1]);
  });
});
