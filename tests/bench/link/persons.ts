import { household, householdSize, recordCount } from './household.ts';
import { PERSON_COLUMNS, personRow } from './person-row.ts';

export type PersonsOptions = { readonly rows: number; readonly seed: number };

const MOST_RECORDS = 3;
const CHUNK_CHARACTERS = 1 << 20;

/**
 * A CSV file of persons in pieces of about a megabyte: households that share surname and address, twins, fathers and
 * sons of one name, and more than one record of some, with mistakes, moves and changes of name. The same rows and seed
 * give the same bytes. First come all first records, then all second, then all third, each time in another order of
 * households, so records of one person lie far apart. Nothing is kept: a household is made anew whenever it is its turn.
 */
export function* persons({ rows, seed }: PersonsOptions): Generator<string> {
  const households = householdsFor(rows, seed);
  let chunk = `${PERSON_COLUMNS.join(',')}\n`;
  let written = 0;
  for (let record = 0; record < MOST_RECORDS; record += 1) {
    const order = shuffled(households, record);
    for (let turn = 0; turn < households && written < rows; turn += 1) {
      const number = order(turn);
      if (record > 0 && mostRecords(seed, number) <= record) continue;
      for (const person of household(seed, number)) {
        if (person.records <= record || written === rows) continue;
        written += 1;
        chunk += `r${written},${personRow(seed, person, record, households)}\n`;
      }
      if (chunk.length > CHUNK_CHARACTERS) {
        yield chunk;
        chunk = '';
      }
    }
  }
  yield chunk;
}

function mostRecords(seed: number, number: number): number {
  let most = 0;
  const size = householdSize(seed, number);
  for (let member = 0; member < size; member += 1) most = Math.max(most, recordCount(seed, number, member));
  return most;
}

/** How many households have at least so many rows among them. */
function householdsFor(rows: number, seed: number): number {
  let count = 0;
  for (let number = 0; ; number += 1) {
    if (count >= rows) return number;
    const size = householdSize(seed, number);
    for (let member = 0; member < size; member += 1) count += recordCount(seed, number, member);
  }
}

/** Every number below `count` once, far from its neighbours: multiplication by a number that has no factor in common. */
function shuffled(count: number, round: number): (index: number) => number {
  const common = (one: number, other: number): number => (other === 0 ? one : common(other, one % other));
  let factor = Math.max(1, Math.floor(count * (0.6180339887 - 0.1 * round)));
  while (common(factor, count) !== 1) factor += 1;
  return (index) => (index * factor + round * 7) % count;
}
