import type { DroppedFile } from './waves.ts';

const text = (...lines: readonly string[]): Uint8Array => Buffer.from(`${lines.join('\r\n')}\r\n`);

/** Files that are wrong in ways of which each has its own ending, and that ending. */
export const FAULTY: readonly (DroppedFile & { readonly ends: string; readonly what: string })[] = [
  {
    what: 'a source without a contract (R6)',
    key: 'wishes/2026-10-15-lijst.csv',
    body: text('Naam;Wens', 'x;y'),
    ends: 'quarantined',
  },
  {
    what: 'a required column that is missing',
    key: 'raids/2026-10-15-zonder-datum.csv',
    body: text('Invalnummer;Soort', 'X1;hennepkwekerij'),
    ends: 'rejected',
  },
  {
    what: 'one good row and two bad ones',
    key: 'raids/2026-10-15-gemengd.csv',
    body: text(
      'Invalnummer;Datum;Soort;Straatnaam;Huisnummer;Postcode;Woonplaats',
      'X2;14-10-2026;hennepkwekerij;Dorpsstraat;1;9999 XX;Veenhaven',
      'X3;31-02-2026;hennepkwekerij;Dorpsstraat;2;9999 XX;Veenhaven',
      'X4;;hennepkwekerij;Dorpsstraat;3;9999 XX;Veenhaven',
    ),
    ends: 'linked',
  },
];
