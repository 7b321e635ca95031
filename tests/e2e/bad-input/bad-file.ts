/** A file as somebody really drops it, and what must become of it. */
export type BadFile = {
  readonly what: string;
  readonly key: string;
  readonly body: string | Uint8Array;
  readonly status: 'linked' | 'rejected' | 'quarantined';
  /** Rows read and rows accepted; the rest is rejected. */
  readonly rows: readonly [read: number, accepted: number];
  /** Reasons and notes of the delivery. */
  readonly codes: Readonly<Record<string, number>>;
  /** `line column code` of every reject, in order of lines. */
  readonly rejects?: readonly string[];
  /** What the good rows say, in order. */
  readonly good?: readonly string[];
};

export const HEADER = 'Meldingnummer;Datum melding;Kanaal;Omschrijving';
export const report = (number: string, text: string, day = '01-02-2026'): string =>
  `${number};${day};bewoner;${text}`;
export const reports = (...rows: readonly string[]): string => `${[HEADER, ...rows].join('\n')}\n`;
export const BRP_HEADER =
  'BSN;Voornamen;Geslachtsnaam;Geboortedatum;Functie adres;Datum aanvang adreshouding;Straatnaam;Huisnummer;Postcode';
/** Two residents who were there before; a snapshot that leaves them out would withdraw them. */
const RESIDENTS = [
  '900000004;Anna;Visser;19800102;W;20200101;Molenweg;4;7900AB',
  '900000016;Bert;Bakker;19810000;W;20210101;Molenweg;5;7900AB',
];
export const persons = (...rows: readonly string[]): string =>
  `${[BRP_HEADER, ...RESIDENTS, ...rows].join('\n')}\n`;

export const file = (
  what: string,
  key: string,
  body: string | Uint8Array,
  status: BadFile['status'],
  rows: BadFile['rows'],
  codes: BadFile['codes'] = {},
  more: Pick<BadFile, 'rejects' | 'good'> = {},
): BadFile => ({ what, key, body, status, rows, codes, ...more });

export const refused = (what: string, key: string, body: string | Uint8Array, code: string): BadFile =>
  file(what, key, body, 'rejected', [0, 0], { [code]: 1 });

export const taken = (
  what: string,
  key: string,
  body: string | Uint8Array,
  good: readonly string[],
): BadFile => file(what, key, body, 'linked', [good.length, good.length], {}, { good });
