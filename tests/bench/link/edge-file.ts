import { readFileSync } from 'node:fs';
import type { Edges } from '#link/engine/score/edges.ts';

/** Edges from CSV (`left,right,bits`; row numbers from 0, left below right, in this order), as peers write them. */
export function readEdgeFile(path: string): Edges {
  const [, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const cells = lines.map((line) => line.split(',').map(Number));
  return {
    count: cells.length,
    left: Uint32Array.from(cells, ([left]) => left ?? Number.NaN),
    right: Uint32Array.from(cells, ([, right]) => right ?? Number.NaN),
    bits: Float64Array.from(cells, ([, , bits]) => bits ?? Number.NaN),
  };
}
