const FIRST = ['Anna', 'Bram', 'Cato', 'Daan', 'Evi', 'Floor', 'Gijs', 'Hanna', 'Ivo', 'Jet', 'Koen', 'Lot'];
const LAST = [
  'Jansen',
  'de Vries',
  'Bakker',
  'Visser',
  'Smit',
  'Meijer',
  'Mulder',
  'Bos',
  'Vos',
  'Kok',
  'Dekker',
];
const TOWN = ['Breda', 'Tilburg', 'Goes', 'Assen', 'Zwolle'];

export type Person = readonly [
  id: string,
  entity: string,
  first: string,
  last: string,
  born: string,
  town: string,
];

export const HEADER = 'id,entity,first_name,surname,born,town';

/** Persons, every third of them twice, the second time with a mistake; the same for the same numbers. */
export function persons(count: number, prefix = 'r'): Person[] {
  return Array.from({ length: count }, (_, at) => at).flatMap((at): Person[] => {
    const first = FIRST[(at * 7) % FIRST.length] ?? '';
    const last = LAST[(at * 5 + Math.floor(at / 11)) % LAST.length] ?? '';
    const born = `19${10 + ((at * 37) % 90)}-${String(1 + (at % 12)).padStart(2, '0')}-${String(1 + ((at * 11) % 28)).padStart(2, '0')}`;
    const town = TOWN[at % TOWN.length] ?? '';
    const one: Person = [`${prefix}${at}a`, String(at), first, last, born, town];
    const again: Person = [`${prefix}${at}b`, String(at), first, `${last}n`, born, town];
    return at % 3 === 0 ? [one, again] : [one];
  });
}

export const csvOf = (rows: readonly (readonly string[])[], header = HEADER): string =>
  `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`;
