import { describe, expect, it } from 'vitest';
import { dayInterval, daysApart, isWithin } from '#link/engine/compare/day-interval.ts';
import { editDistance } from '#link/engine/compare/edit-distance.ts';
import { jaroWinkler } from '#link/engine/compare/jaro-winkler.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('Jaro-Winkler', () => {
  // The first three are the worked examples of Winkler (1990) and of the US Census Bureau's strcmp95.
  it.each([
    ['MARTHA', 'MARHTA', 0.9611],
    ['DWAYNE', 'DUANE', 0.84],
    ['DIXON', 'DICKSONX', 0.8133],
    ['abc', 'xyz', 0],
    ['a', 'a', 1],
  ])('%s and %s: %d', (a, b, similarity) => {
    expect(jaroWinkler(bytes(a), bytes(b))).toBeCloseTo(similarity, 4);
    expect(jaroWinkler(bytes(b), bytes(a))).toBe(jaroWinkler(bytes(a), bytes(b)));
  });

  it('rounds half of an odd number of bytes out of order down', () => {
    // Five of six and of five match, three out of order: (5/6 + 5/5 + 4/5) / 3, and two equal first bytes.
    const jaro = (5 / 6 + 1 + 4 / 5) / 3;
    expect(jaroWinkler(bytes('Jansen'), bytes('Jasen'))).toBeCloseTo(jaro + 0.2 * (1 - jaro), 12);
  });
});

describe('optimal string alignment', () => {
  it.each([
    ['jansen', 'jansen', 0],
    ['jansen', 'jasnen', 1],
    ['jansen', 'janssen', 1],
    ['kitten', 'sitting', 3],
    // What changed places is not changed again: the unrestricted distance is 2.
    ['ca', 'abc', 3],
  ])('%s and %s: %d', (a, b, distance) => {
    expect(editDistance(bytes(a), bytes(b))).toBe(distance);
  });
});

describe('dates as intervals', () => {
  const interval = (text: string) => dayInterval(bytes(text));
  it.each(['19780230', '19781301', '19780015', '00000000', '1978', '1978031a'])('%s is no date', (text) => {
    expect(interval(text)).toBeNull();
  });

  it.each([
    ['19780300', '19780331', true],
    ['19780000', '19780300', true],
    ['19780300', '19780401', false],
    ['19780315', '19780315', false],
  ])('%s holds, or is held by, %s: %s', (a, b, within) => {
    const [one, two] = [interval(a), interval(b)];
    expect(one !== null && two !== null && isWithin(one, two)).toBe(within);
  });

  it.each([
    ['20000228', '20000301', 2, true],
    ['19000228', '19000301', 1, true],
    ['19991231', '20000102', 1, false],
    ['19780300', '19780301', 31, false],
  ])('%s and %s are at most %d days apart: %s', (a, b, atMost, near) => {
    const [one, two] = [interval(a), interval(b)];
    expect(one !== null && two !== null && daysApart(one, two, atMost)).toBe(near);
  });
});
