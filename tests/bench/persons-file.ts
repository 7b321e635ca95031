import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { fictitiousBsns } from '#local/sample/bsn.ts';

/** The columns of `schemas/sources/brp.ts` that the sample municipality's own BRP file has. */
export const PERSON_HEADER =
  'BSN;Voornamen;Voorvoegsel;Geslachtsnaam;Aanduiding naamgebruik;Voorvoegsel partner;Geslachtsnaam partner;Geboortedatum;Functie adres;Datum aanvang adreshouding;Straatnaam;Huisnummer;Huisletter;Huisnummertoevoeging;Postcode;Woonplaats;Identificatie nummeraanduiding;Indicatie geheim;In onderzoek verblijfplaats'.split(
    ';',
  );

const GIVEN = ['Aylin', 'Jana Maria', 'Niels', 'Fatima', 'Jan Willem', 'Sanne', 'Mohammed', 'Eva Sophie'];
const PREFIXES = ['', '', 'de', 'van der', '', 'van', '', ''];
const FIRST = ['Jan', 'Schaap', 'Hout', 'Linden', 'Berg', 'Duin', 'Kerk', 'Water', 'Noord', 'Oost'];
const LAST = ['meijer', 'sen', 'stra', 'man', 'berg', 'huis', 'kamp', 'veld', 'horst', 'dijk', 'ink'];
const STREETS = [
  'Kastanje',
  'Zilverberk',
  'Eiken',
  'Molen',
  'Stations',
  'Dorps',
  'Haven',
  'Linden',
  'School',
];
const ROADS = ['weg', 'straat', 'laan', 'pad', 'plein'];

/**
 * A BRP snapshot with so many persons, each with an address; every 500th row has a BSN that fails the eleven-test, every
 * 100th an impossible postcode. The same count gives the same bytes.
 */
export async function writePersons(path: string, rows: number): Promise<void> {
  const out = createWriteStream(path);
  out.write(`${PERSON_HEADER.join(';')}\n`);
  const bsns = fictitiousBsns();
  let block: string[] = [];
  for (let row = 0; row < rows; row += 1) {
    const bsn = bsns.next().value;
    const day = (from: number, span: number): string => {
      const year = from + (row % span);
      return `${year}${String(1 + (row % 12)).padStart(2, '0')}${String(1 + (row % 28)).padStart(2, '0')}`;
    };
    const home = row >> 1;
    const pick = (from: readonly string[], by: number): string => from[by % from.length] ?? '';
    block.push(
      [
        row % 500 === 499 ? '900000005' : bsn,
        pick(GIVEN, row),
        pick(PREFIXES, row >> 3),
        `${pick(FIRST, row >> 1)}${pick(LAST, row >> 4)}`,
        row % 3 === 0 ? 'E' : 'N',
        '',
        row % 3 === 0 ? '' : `${pick(FIRST, row >> 5)}${pick(LAST, row >> 2)}`,
        day(1940, 80),
        'W',
        day(2000, 24),
        `${pick(STREETS, home >> 5)}${pick(ROADS, home >> 8)}`,
        String(1 + (home % 180)),
        home % 20 === 0 ? 'A' : '',
        '',
        row % 100 === 99 ? '79AC' : `${1000 + ((home >> 6) % 9000)}${'ABCDEFGHJK'.charAt(home % 10)}C`,
        'Veenhaven',
        `999020${String(home).padStart(10, '0')}`,
        '0',
        row % 1000 === 7 ? '081120' : '',
      ].join(';'),
    );
    if (block.length === 5000) {
      if (!out.write(`${block.join('\n')}\n`)) await once(out, 'drain');
      block = [];
    }
  }
  if (block.length > 0) out.write(`${block.join('\n')}\n`);
  out.end();
  await once(out, 'close');
}
