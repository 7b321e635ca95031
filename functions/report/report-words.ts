import type { DeliveryStatus } from '#schemas/delivery.ts';

/** What a report says beside its figures, in one language. */
export type Words = {
  readonly title: string;
  readonly file: string;
  readonly delivery: string;
  readonly source: string;
  readonly received: string;
  readonly speaksOf: string;
  readonly status: string;
  readonly rows: string;
  readonly supplement: string;
  readonly unnamed: string;
  readonly released: string;
  readonly notes: string;
  readonly rejects: string;
  readonly lines: string;
  readonly changes: string;
  readonly odd: string;
  readonly mend: string;
  readonly statuses: Readonly<Record<DeliveryStatus, string>>;
  counted(read: number, accepted: number, rejected: number): string;
  changed(added: number, changed: number, unchanged: number, withdrawn: number): string;
  keptOpen(count: number): string;
  volume(rows: number, mean: number, deviation: number, deliveries: number): string;
  newCodes(column: string, codes: string): string;
  emptyShare(column: string, before: string, now: string): string;
  rejectedFile(key: string, rows: number): string;
  leftOut(count: number): string;
  release(id: string): string;
};

export const DUTCH_WORDS: Words = {
  title: 'Verslag van een bestand',
  file: 'Bestand',
  delivery: 'Levering',
  source: 'Bron',
  received: 'Ontvangen',
  speaksOf: 'Stand van',
  status: 'Status',
  rows: 'Rijen',
  supplement: 'Verbeterde rijen van',
  unnamed: 'een eerder bestand',
  released: 'Vrijgegeven door',
  notes: 'Opmerkingen over het bestand en over rijen die wel zijn opgenomen',
  rejects: 'Rijen die niet zijn opgenomen',
  lines: 'regel',
  changes: 'Veranderd ten opzichte van wat eerder van deze bron is geleverd',
  odd: 'Wat opvalt naast eerdere leveringen',
  mend: 'Verbeter daarin alleen die rijen, laat de laatste kolom staan, en lever dat bestand in dezelfde map.',
  statuses: {
    received: 'ontvangen',
    normalized: 'gelezen, wacht op koppelen',
    linked: 'gekoppeld',
    stored: 'opgeslagen, niet gekoppeld (politie- of Bibobgegevens, of een veldenlijst)',
    duplicate: 'al eerder geleverd, niets gewijzigd',
    quarantined: 'in quarantaine, niets gekoppeld',
    rejected: 'afgewezen, niets gewijzigd',
  },
  counted: (read, accepted, rejected) => `${read} gelezen, ${accepted} opgenomen, ${rejected} niet opgenomen`,
  changed: (added, changed, unchanged, withdrawn) =>
    `${added} nieuw, ${changed} gewijzigd, ${unchanged} gelijk, ${withdrawn} vervallen`,
  keptOpen: (count) =>
    `${count} ontbreken en zijn niet vervallen: een rij die niet te lezen was, kan van hen zijn`,
  volume: (rows, mean, deviation, deliveries) =>
    `${rows} rijen; de ${deliveries} vorige leveringen hadden er gemiddeld ${mean} (standaardafwijking ${deviation})`,
  newCodes: (column, codes) => `${column}: codes die nog niet eerder voorkwamen: ${codes}`,
  emptyShare: (column, before, now) => `${column}: ${now} leeg, vorige keer ${before}`,
  rejectedFile: (key, rows) => `De ${rows} niet opgenomen rijen, met de reden, liggen in ${key}`,
  leftOut: (count) => `${count} rijen waren te lang of te veel om terug te geven; zie de regelnummers.`,
  release: (id) =>
    `Vrijgeven: npm run deliveries -- release ${id} --as NAAM --team TEAM --reason WAAROM (alleen bij een afwijkend aantal rijen)`,
};

export const ENGLISH_WORDS: Words = {
  title: 'Report on a file',
  file: 'File',
  delivery: 'Delivery',
  source: 'Source',
  received: 'Received',
  speaksOf: 'State of',
  status: 'Status',
  rows: 'Rows',
  supplement: 'Mended rows of',
  unnamed: 'an earlier file',
  released: 'Released by',
  notes: 'Notes on the file and on rows that went in',
  rejects: 'Rows that did not go in',
  lines: 'line',
  changes: 'Changed against what was delivered of this source before',
  odd: 'What looks odd beside earlier deliveries',
  mend: 'Mend just those rows in it, leave the last column as it is, and drop that file in the same folder.',
  statuses: {
    received: 'received',
    normalized: 'read, waiting to be linked',
    linked: 'linked',
    stored: 'stored, not linked (police or Bibob data, or a mapping)',
    duplicate: 'delivered before, nothing changed',
    quarantined: 'in quarantine, nothing linked',
    rejected: 'rejected, nothing changed',
  },
  counted: (read, accepted, rejected) => `${read} read, ${accepted} accepted, ${rejected} rejected`,
  changed: (added, changed, unchanged, withdrawn) =>
    `${added} new, ${changed} changed, ${unchanged} equal, ${withdrawn} withdrawn`,
  keptOpen: (count) =>
    `${count} are absent and were not withdrawn: a row that could not be read may be theirs`,
  volume: (rows, mean, deviation, deliveries) =>
    `${rows} rows; the ${deliveries} deliveries before had ${mean} on average (standard deviation ${deviation})`,
  newCodes: (column, codes) => `${column}: codes never seen before: ${codes}`,
  emptyShare: (column, before, now) => `${column}: ${now} empty, ${before} the time before`,
  rejectedFile: (key, rows) => `The ${rows} rows that did not go in, with their reasons, lie in ${key}`,
  leftOut: (count) =>
    `${count} rows were too long or too many to be given back; see the numbers of their lines.`,
  release: (id) =>
    `To release: npm run deliveries -- release ${id} --as NAME --team TEAM --reason WHY (for an odd number of rows only)`,
};
