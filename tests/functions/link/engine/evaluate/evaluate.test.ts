import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '#link/engine/evaluate/evaluate.ts';
import { bitsOf } from '#link/engine/evaluate/evaluate-pairs.ts';
import type { BlockingRule } from '#link/engine/model/blocking-rule.ts';
import type { Column } from '#link/engine/table/table.ts';
import { bruteForce } from './oracle.ts';

const column = (name: string, codes: readonly number[]): Column => ({
  name,
  codes: Int32Array.from(codes),
  texts: { size: 0, bytes: new Uint8Array(), offsets: new Uint32Array(1), counts: new Uint32Array() },
});

const rule = (name: string, fields: string[], largestBlock = 100, subField?: string): BlockingRule => ({
  name,
  fields,
  largestBlock,
  why: 'test',
  ...(subField === undefined ? {} : { subField }),
});

const edgesOf = (pairs: readonly (readonly [number, number, number])[]) => ({
  count: pairs.length,
  left: Uint32Array.from(pairs, ([left]) => left),
  right: Uint32Array.from(pairs, ([, right]) => right),
  bits: Float64Array.from(pairs, ([, , bits]) => bits),
});

const ROWS = 8;
const labels = fc.array(fc.integer({ min: -1, max: 3 }), { minLength: ROWS, maxLength: ROWS });
const question = fc.record({
  truth: labels,
  entity: fc.array(fc.nat(3), { minLength: ROWS, maxLength: ROWS }),
  inputs: fc.option(fc.array(fc.nat(1), { minLength: ROWS, maxLength: ROWS }), { nil: undefined }),
  pairs: fc.uniqueArray(
    fc
      .tuple(fc.nat(ROWS - 1), fc.nat(ROWS - 1), fc.integer({ min: -4, max: 4 }))
      .filter(([left, right]) => left < right),
    { selector: ([left, right]) => `${left} ${right}` },
  ),
  name: labels,
  born: labels,
  largest: fc.integer({ min: 2, max: 5 }),
  threshold: fc.constantFrom(0.01, 0.5, 0.9),
});

describe('evaluating', () => {
  it('gives what going through all pairs gives', () => {
    fc.assert(
      fc.property(question, (drawn) => {
        const fields = new Map([
          ['name', column('name', drawn.name)],
          ['born', column('born', drawn.born)],
        ]);
        const fieldOf = (name: string) => fields.get(name) ?? column(name, []);
        const blocking = [rule('both', ['name', 'born'], 100), rule('name', ['name'], drawn.largest, 'born')];
        const size = (row: number, keys: readonly (readonly number[])[]) =>
          drawn.name.filter((_, other) => keys.every((key) => key[other] === key[row])).length;
        const agree = (left: number, right: number, keys: readonly (readonly number[])[]) =>
          keys.every((key) => (key[left] ?? -1) >= 0 && key[left] === key[right]);
        const covers = (left: number, right: number) =>
          agree(left, right, [drawn.name, drawn.born]) ||
          (agree(left, right, [drawn.name]) && size(left, [drawn.name]) <= drawn.largest) ||
          (agree(left, right, [drawn.name, drawn.born]) &&
            size(left, [drawn.name, drawn.born]) <= drawn.largest);
        const common = {
          truth: Int32Array.from(drawn.truth),
          entity: Int32Array.from(drawn.entity),
          edges: edgesOf(drawn.pairs),
          ...(drawn.inputs ? { inputs: Uint8Array.from(drawn.inputs) } : {}),
        };
        const got = evaluate({ ...common, fieldOf, model: { threshold: drawn.threshold, blocking } });
        const { clusters, ...exact } = bruteForce({ ...common, threshold: drawn.threshold, covers });
        expect(got).toMatchObject(exact);
        for (const figure of ['precision', 'recall', 'f1'] as const) {
          expect(got.clusters[figure]).toBe(clusters[figure]);
          expect(got.clusters.b3[figure]).toBeCloseTo(clusters.b3[figure], 12);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('counts a true pair that blocking lost as a miss', () => {
    const { pairs, blockingRecall } = evaluate({
      truth: Int32Array.of(0, 0, 1, 1),
      entity: Int32Array.of(0, 0, 2, 3),
      edges: edgesOf([[0, 1, 10]]),
      fieldOf: (name) => column(name, [7, 7, 8, 9]),
      model: { threshold: 0.5, blocking: [rule('name', ['name'])] },
    });
    expect(pairs.fixed).toMatchObject({ precision: 1, recall: 0.5 });
    expect(blockingRecall).toBe(0.5);
  });

  it('takes the highest of the thresholds that do equally well', () => {
    const { pairs } = evaluate({
      truth: Int32Array.of(0, 0, 1, 1, 2, 3),
      entity: Int32Array.from({ length: 6 }, (_, row) => row),
      edges: edgesOf([
        [0, 1, 9],
        [0, 2, 3],
        [4, 5, 3],
        [2, 3, 3],
      ]),
      fieldOf: (name) => column(name, [0, 0, 0, 0, 0, 0]),
      model: { threshold: 0.5, blocking: [rule('all', ['name'])] },
    });
    expect(bitsOf(pairs.best.threshold)).toBeCloseTo(9);
    expect(pairs.best.f1).toBeCloseTo(2 / 3);
  });

  it('says 1 where nothing was asked and nothing said', () => {
    const nothing = evaluate({
      truth: Int32Array.of(-1, -1),
      entity: Int32Array.of(0, 1),
      edges: edgesOf([[0, 1, 5]]),
      fieldOf: (name) => column(name, [0, 0]),
      model: { threshold: 0.5, blocking: [rule('all', ['name'])] },
    });
    expect(nothing.pairs.fixed.f1).toBe(1);
    expect(nothing.clusters.f1).toBe(1);
    expect(nothing.blockingRecall).toBe(1);
  });
});
