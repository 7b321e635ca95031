import { tableOfRows } from '#link/engine/table/table-of-rows.ts';
import type { Table } from '#link/engine/table/table.ts';
import { fractionOf } from '#link/engine/training/seeded.ts';

const SYLLABLES = 'ba de lo ki ru sa ven mor tal wi nos her gan pel dor fi jas kun lem ost'.split(' ');

/** Draws one after the other from a seed. */
export class Draws {
  #seed: number;
  #at = 0;
  constructor(seed: number) {
    this.#seed = seed;
  }
  next(): number {
    return fractionOf(this.#seed, this.#at++);
  }
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }
  name(syllables: number): string {
    return Array.from({ length: syllables }, () => SYLLABLES[this.below(SYLLABLES.length)]).join('');
  }
  date(): string {
    const two = (value: number) => String(value).padStart(2, '0');
    return `${1930 + this.below(80)}-${two(1 + this.below(12))}-${two(1 + this.below(28))}`;
  }
  slip(text: string): string {
    const at = this.below(text.length);
    return `${text.slice(0, at)}${'xqz'[this.below(3)]}${text.slice(at + 1)}`;
  }
}

export type MadeUp = { readonly table: Table; readonly truth: readonly number[] };

/** Persons, each on one to three records with mistakes, in columns whose names say nothing. */
export function persons(seed: number, entities: number, duplicates = true): MadeUp {
  const draws = new Draws(seed);
  const rows: string[][] = [];
  const truth: number[] = [];
  for (let entity = 0; entity < entities; entity++) {
    const own = [draws.name(2), draws.name(3), draws.date(), draws.name(2), String(1000 + draws.below(9000))];
    const records = duplicates ? 1 + draws.below(3) : 1;
    for (let record = 0; record < records; record++) {
      const cells = own.map((cell) => {
        const luck = record === 0 ? 1 : draws.next();
        return luck < 0.06 ? '' : luck < 0.15 ? draws.slip(cell) : cell;
      });
      const [given = '', surname = ''] = cells;
      if (record > 0 && draws.next() < 0.1) [cells[0], cells[1]] = [surname, given];
      rows.push([`x${rows.length}-${draws.below(1e6)}`, ...cells]);
      truth.push(entity);
    }
  }
  return { table: tableOfRows(['c1', 'c2', 'c3', 'c4', 'c5', 'c6'], nullable(rows)), truth };
}

/** Families of four at one address with one surname, postcode and phone; some records of each member. */
export function families(seed: number, count: number): MadeUp {
  const draws = new Draws(seed);
  const rows: string[][] = [];
  const truth: number[] = [];
  let entity = 0;
  for (let family = 0; family < count; family++) {
    const home = [
      draws.name(3),
      `${draws.name(4)} ${1 + draws.below(200)}`,
      String(10_000 + draws.below(400)),
      `06${10_000_000 + draws.below(89_999_999)}`,
    ];
    for (let member = 0; member < 4; member++, entity++) {
      const own = [draws.name(2), draws.date()];
      for (let record = draws.below(3); record >= 0; record--) {
        const cells = [...own, ...home].map((cell) => (draws.next() < 0.06 ? draws.slip(cell) : cell));
        rows.push(cells);
        truth.push(entity);
      }
    }
  }
  return { table: tableOfRows(['a', 'b', 'c', 'd', 'e', 'f'], nullable(rows)), truth };
}

const nullable = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => row.map((cell) => (cell === '' ? null : cell)));
