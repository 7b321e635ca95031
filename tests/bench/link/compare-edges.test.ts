import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareEdges } from './compare-edges.ts';
import { readEdgeFile } from './edge-file.ts';

const edges = (...rows: readonly (readonly [number, number, number])[]) => ({
  count: rows.length,
  left: Uint32Array.from(rows, ([left]) => left),
  right: Uint32Array.from(rows, ([, right]) => right),
  bits: Float64Array.from(rows, ([, , bits]) => bits),
});

describe('what two engines’ edges differ by', () => {
  it('counts edges of one alone, and finds the largest difference among the others', () => {
    const one = edges([0, 1, 3], [0, 5, 2.5], [2, 3, 1], [7, 9, 4]);
    const other = edges([0, 1, 3], [0, 4, 8], [0, 5, 2.25], [7, 9, 4.5], [8, 9, 1]);
    expect(compareEdges(one, other)).toEqual({ common: 3, onlyFirst: 1, onlySecond: 2, mostBits: 0.5 });
  });

  it('of nothing and something is something', () => {
    const some = edges([1, 2, 0], [19_999_998, 19_999_999, 1]);
    expect(compareEdges(edges(), some)).toEqual({ common: 0, onlyFirst: 0, onlySecond: 2, mostBits: 0 });
    expect(compareEdges(some, some)).toEqual({ common: 2, onlyFirst: 0, onlySecond: 0, mostBits: 0 });
  });

  it('reads what peers write', () => {
    const folder = mkdtempSync(join(tmpdir(), 'edges-'));
    const path = join(folder, 'edges.csv');
    writeFileSync(path, 'left,right,bits\n0,1,47.25\n12,100000,-1.5e-3\n');
    expect(readEdgeFile(path)).toEqual(edges([0, 1, 47.25], [12, 100_000, -0.0015]));
    rmSync(folder, { recursive: true });
  });
});
