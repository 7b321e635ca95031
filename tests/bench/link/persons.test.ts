import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PERSON_COLUMNS } from './person-row.ts';
import { persons } from './persons.ts';

const ROWS = 20_000;
type Row = Readonly<Record<(typeof PERSON_COLUMNS)[number], string>>;

function rowsOf(rows: number, seed: number): Row[] {
  const [, ...lines] = [...persons({ rows, seed })].join('').trimEnd().split('\n');
  return lines.map((line) => {
    const cells = line.split(',');
    expect(cells.length).toBe(PERSON_COLUMNS.length);
    const cell = (name: Row extends Record<infer Name, string> ? Name : never): string =>
      cells[PERSON_COLUMNS.indexOf(name)] ?? '';
    return {
      id: cell('id'),
      entity: cell('entity'),
      given_name: cell('given_name'),
      surname: cell('surname'),
      birth_date: cell('birth_date'),
      street: cell('street'),
      house_number: cell('house_number'),
      postcode: cell('postcode'),
      town: cell('town'),
      phone: cell('phone'),
      email: cell('email'),
    };
  });
}

const rows = rowsOf(ROWS, 1);
const groups = [...Map.groupBy(rows, ({ entity }) => entity).values()];
const firsts = groups.flatMap((group) => group.slice(0, 1));
const share = (part: number, whole: number): number => part / whole;
const pairsOf = (group: readonly Row[]): [Row, Row][] =>
  group.flatMap((left, index) => group.slice(index + 1).map((right): [Row, Row] => [left, right]));

describe('made-up persons', () => {
  it('are the same bytes for the same rows and seed, and others for another seed', () => {
    const digest = (seed: number): string =>
      createHash('sha256')
        .update([...persons({ rows: 3_000, seed })].join(''))
        .digest('hex');
    expect(digest(1)).toBe(digest(1));
    expect(digest(2)).not.toBe(digest(1));
  });

  it.each([1, 7, 1_000, 4_321])('are exactly %i rows, each with an id of its own', (count) => {
    const made = rowsOf(count, 3);
    expect(made.length).toBe(count);
    expect(new Set(made.map(({ id }) => id)).size).toBe(count);
  });

  it('have one record in two of three cases, two or three else', () => {
    const sizes = groups.map((group) => group.length);
    const of = (size: number): number => share(sizes.filter((each) => each === size).length, sizes.length);
    expect(Math.max(...sizes)).toBe(3);
    expect(of(1)).toBeCloseTo(0.68, 1);
    expect(of(2)).toBeCloseTo(0.24, 1);
    expect(of(3)).toBeCloseTo(0.08, 1);
  });

  it('agree with themselves on most things that two records of them know', () => {
    const pairs = groups.flatMap(pairsOf);
    const agreeing = (name: keyof Row): number => {
      const known = pairs.filter(([left, right]) => left[name] !== '' && right[name] !== '');
      return share(known.filter(([left, right]) => left[name] === right[name]).length, known.length);
    };
    expect(pairs.length).toBeGreaterThan(3_000);
    expect(agreeing('birth_date')).toBeGreaterThan(0.93);
    for (const name of ['given_name', 'surname', 'postcode', 'street'] as const) {
      expect(agreeing(name)).toBeGreaterThan(0.7);
      expect(agreeing(name)).toBeLessThan(0.95);
    }
  });

  it('leave things out', () => {
    const missing = (name: keyof Row): number => share(rows.filter((row) => row[name] === '').length, ROWS);
    expect(missing('email')).toBeCloseTo(0.45, 1);
    expect(missing('phone')).toBeCloseTo(0.35, 1);
    expect(missing('surname')).toBeLessThan(0.02);
    expect(missing('entity')).toBe(0);
  });

  it('have names as unevenly as people do', () => {
    const counts = (name: keyof Row): number[] =>
      [...Map.groupBy(firsts, (row) => row[name]).values()]
        .map((group) => group.length)
        .toSorted((left, right) => right - left);
    const surnames = counts('surname');
    expect(surnames.length).toBeGreaterThan(4_000);
    expect(share(surnames[0] ?? 0, firsts.length)).toBeGreaterThan(0.004);
    expect(share(surnames[0] ?? 0, firsts.length)).toBeLessThan(0.02);
    expect(counts('given_name').length).toBeGreaterThan(1_000);
  });

  describe('have relatives', () => {
    const homes = Map.groupBy(firsts, ({ entity }) => String(Number(entity) >> 3));
    const relatives = [...homes.values()].flatMap(pairsOf);
    const counted = (test: (left: Row, right: Row) => boolean): number =>
      relatives.filter(([left, right]) => test(left, right)).length;
    const known = (text: string): boolean => text !== '';

    it('who share an address and mostly a surname', () => {
      const address = counted(
        (left, right) => left.postcode === right.postcode && left.house_number === right.house_number,
      );
      expect(address / relatives.length).toBeGreaterThan(0.75);
      expect(counted((left, right) => left.surname === right.surname) / relatives.length).toBeGreaterThan(
        0.5,
      );
    });

    it('among them twins', () => {
      const twins = counted(
        (left, right) =>
          known(left.birth_date) &&
          left.birth_date === right.birth_date &&
          left.surname === right.surname &&
          left.given_name !== right.given_name,
      );
      expect(twins).toBeGreaterThan(20);
    });

    it('among them fathers and sons of one name', () => {
      const juniors = counted(
        (left, right) =>
          known(left.given_name) &&
          left.given_name === right.given_name &&
          left.surname === right.surname &&
          Math.abs(Number(left.birth_date.slice(0, 4)) - Number(right.birth_date.slice(0, 4))) >= 20,
      );
      expect(juniors).toBeGreaterThan(20);
    });
  });
});
