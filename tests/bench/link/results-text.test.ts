import { describe, expect, it } from 'vitest';
import { median, medians, type RunFigures } from './figures.ts';
import { Results } from './results.ts';
import { aligned, resultsText } from './results-text.ts';

const run = (wall: number, score: number, peakRssMb: number): RunFigures => ({
  wall,
  cpu: 2 * wall,
  stages: { load: 1, score },
  rows: 1_000_000,
  pairsScored: 10_000_000,
  peakRssMb,
});

describe('the middle of several runs', () => {
  it.each([
    [[3], 3],
    [[5, 1, 3], 3],
    [[4, 1, 3, 2], 2.5],
  ])('of %j is %d', (numbers, middle) => {
    expect(median(numbers)).toBe(middle);
  });

  it('is taken figure by figure', () => {
    expect(medians([run(3, 2, 500), run(1, 4, 600), run(2, 9, 550)])).toEqual(run(2, 4, 550));
  });

  it('of none is an error', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('the table', () => {
  const results = Results.parse({
    speed: {
      '1m-10m': {
        rows: 1_000_000,
        threads: 2,
        own: run(3, 1, 700),
        ownOneThread: run(4, 2, 600),
        splink: run(21, 12, 1400),
        runs: { own: 3, splink: 3 },
      },
    },
    accuracy: {
      people: {
        truePairs: 500,
        own: { fixed: 0.99, best: 0.995, clusters: 0.99, b3: 0.98, seconds: 1 },
        splink: [{ settings: 'demo', fixed: 0.97, best: 0.991, clusters: 0.97, b3: 0.96, seconds: 2 }],
      },
    },
  });

  it('says how many times as long and as much memory the peer needs', () => {
    const line = resultsText(results)
      .split('\n')
      .find((each) => each.includes('Splink ÷ own'));
    expect(line?.split(/\s{2,}/)).toEqual(expect.arrayContaining(['7.0×', '12.0×', '2.0×']));
  });

  it('gives scored pairs per second for each number of threads', () => {
    const text = resultsText(results);
    expect(text).toMatch(/own, 2 threads .* 10\.00 +700/);
    expect(text).toMatch(/own, 1 thread .* 5\.00 +600/);
  });

  it('says where the peer’s best is not reached', () => {
    expect(resultsText(results)).toMatch(/people .*0\.9900 .*missed/);
  });

  it('puts numbers under each other', () => {
    expect(
      aligned([
        ['name', 'wide number'],
        ['a', '1'],
        ['bc', '22'],
      ]),
    ).toBe('name  wide number\na               1\nbc             22');
  });
});
