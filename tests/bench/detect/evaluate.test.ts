import { describe, expect, it } from 'vitest';
import { evaluate, type Judged } from './evaluate.ts';
import { precisionAndRecall, randomOrder } from './quality.ts';
import { missedByList } from './random-share.ts';
import { spreadOf } from './spread.ts';
import { Truth } from './truth.ts';

const LEAST = 20;
const addresses = Array.from({ length: 100 }, (_each, n) => `A${String(n).padStart(2, '0')}`);
const score = (subject: string, points: number, theme: 'housing' | 'hemp' = 'housing') => ({
  subject,
  theme,
  score: points,
});
const judged: Judged = {
  population: [...addresses, 'K1'],
  scores: [
    score('A01', 15),
    score('A01', 10, 'hemp'),
    score('A02', 60),
    score('A03', 19),
    score('A04', 40, 'hemp'),
    score('K1', 30),
  ],
  reports: new Map([
    ['A09', 7],
    ['A01', 2],
    ['A08', 1],
  ]),
  communities: new Map([
    ['A01', 'c1'],
    ['A05', 'c1'],
    ['A06', 'c2'],
    ['K1', 'c1'],
  ]),
  together: [['A06', 'A07']],
};
const truth = Truth.parse({
  plants: [
    { kind: 'crowded', theme: 'housing', fraud: true, numberId: 'A01' },
    { kind: 'grow', theme: 'hemp', fraud: true, numberId: 'A01' },
    { kind: 'crowded', theme: 'housing', fraud: true, numberId: 'A03' },
    { kind: 'hub', theme: 'companies', fraud: true, kvkNumber: 'K1' },
    { kind: 'large_family', theme: 'housing', fraud: false, numberId: 'A02' },
    { kind: 'large_family', theme: 'housing', fraud: false, numberId: 'A50' },
  ],
  networks: [
    { id: 'n1', addresses: ['A01', 'A05'], companies: ['K1'] },
    { id: 'n2', addresses: ['A06', 'A07'], companies: [] },
    { id: 'n3', addresses: ['A01', 'A06'], companies: [] },
    { id: 'n4', addresses: ['A98', 'A99'], companies: [] },
  ],
});
const found = evaluate(judged, truth, LEAST);

describe('holding a list against the truth', () => {
  it('takes a subject of several themes once, by the sum of its scores', () => {
    // The list: A02 60 (look-alike), A04 40 (nothing), K1 30 (right), A01 25 (right).
    expect(found.list).toEqual({
      precision10: 2 / 4,
      precision50: 2 / 4,
      precision100: 2 / 4,
      recall: 2 / 3,
    });
  });

  it('holds each theme by its own scores and its own cases', () => {
    expect(found.themes['hemp']?.list).toEqual({
      precision10: 1 / 2,
      precision50: 1 / 2,
      precision100: 1 / 2,
      recall: 1,
    });
    expect(found.themes['companies']?.list.recall).toBe(0);
    expect(found.themes['property']).toBeUndefined();
  });

  it('sets random order and a plain count of reports beside it', () => {
    expect(found.random).toEqual({
      precision10: 3 / 101,
      precision50: 3 / 101,
      precision100: 3 / 101,
      recall: 4 / 101,
    });
    expect(found.reportCount.precision10).toBe(1 / 3);
  });

  it('counts false alarms by kind of look-alike', () => {
    expect(found.lookAlikes).toEqual({ large_family: { planted: 2, listed: 1 } });
  });

  it('calls a network whole in one community or in one finding, and not otherwise', () => {
    expect(found.networks).toEqual({ planted: 4, whole: 2 / 4 });
  });

  it('refuses a plant that names both an address and a company, and a theme that is none', () => {
    const plant = { kind: 'x', theme: 'housing', fraud: true, numberId: 'A', kvkNumber: 'K' };
    expect(() => Truth.parse({ plants: [plant], networks: [] })).toThrow(/numberId/);
    expect(() =>
      Truth.parse({ plants: [{ ...plant, kvkNumber: undefined, theme: 'tax' }], networks: [] }),
    ).toThrow();
  });
});

describe('quality of an order', () => {
  const order = Array.from({ length: 200 }, (_each, n) => `S${n}`);
  const right = new Set(['S0', 'S9', 'S10', 'S49', 'S99', 'S100', 'elsewhere']);

  it('looks at the first ten, fifty and hundred', () => {
    expect(precisionAndRecall(order, right)).toEqual({
      precision10: 0.2,
      precision50: 0.08,
      precision100: 0.05,
      recall: 6 / 7,
    });
  });

  it('is nothing for an empty order or without cases', () => {
    expect(precisionAndRecall([], right)).toEqual({
      precision10: 0,
      precision50: 0,
      precision100: 0,
      recall: 0,
    });
    expect(precisionAndRecall(order, new Set()).recall).toBe(0);
    expect(randomOrder(0, 10, 0).precision10).toBe(0);
  });
});

describe('the random share', () => {
  it('holds the number that is truly missed between its bounds, and narrows with the draw', () => {
    const off = Array.from({ length: 1000 }, (_each, n) => `S${n}`);
    const right = new Set(off.slice(0, 50));
    const few = missedByList(off, right, 50, 1);
    const many = missedByList(off, right, 800, 1);
    for (const each of [few, many]) {
      expect(each.truly).toBe(50);
      expect(each.between[0]).toBeLessThanOrEqual(50);
      expect(each.between[1]).toBeGreaterThanOrEqual(50);
    }
    expect(many.between[1] - many.between[0]).toBeLessThan(few.between[1] - few.between[0]);
  });
});

describe('several towns', () => {
  it('gives mean and standard deviation of every figure', () => {
    expect(
      spreadOf([
        { a: { b: 1 }, c: [1, 2] },
        { a: { b: 3 }, c: [3, 2] },
      ]),
    ).toEqual({
      a: { b: { mean: 2, spread: Math.SQRT2 } },
      c: [
        { mean: 2, spread: Math.SQRT2 },
        { mean: 2, spread: 0 },
      ],
    });
  });

  it('takes a kind that only one town has from that one', () => {
    expect(spreadOf([{ a: 1 }, { b: 2 }])).toEqual({ a: { mean: 1, spread: 0 }, b: { mean: 2, spread: 0 } });
  });
});
