import {
  BRP_HEADER,
  type BadFile,
  HEADER,
  file,
  persons,
  refused,
  report,
  reports,
  taken,
} from './bad-file.ts';

const BAG_HEADER = 'Identificatie nummeraanduiding;Straatnaam;Huisnummer;Postcode';

const ROWS: readonly BadFile[] = [
  file(
    'ragged rows',
    'reports/ragged.csv',
    reports(
      'ragged-1;01-02-2026',
      report('ragged-2', 'ragged'),
      report('ragged-3', 'a;b'),
      report('ragged-4', 'padded;;'),
    ),
    'linked',
    [4, 2],
    { ragged_row: 2 },
    { rejects: ['2 - ragged_row', '4 - ragged_row'], good: ['ragged', 'padded'] },
  ),
  taken(
    'line breaks and quotes in quotes',
    'reports/quoted.csv',
    reports(report('quoted-1', '"one;\r\ntwo ""2"""'), report('quoted-2', 'quoted')),
    ['one;\r\ntwo "2"', 'quoted'],
  ),
  file(
    'an unbalanced quote, with the lines that are lost by it',
    'reports/quote.csv',
    reports(
      report('quote-1', 'before'),
      report('quote-2', '"open'),
      'more of it',
      report('quote-3', 'after'),
      report('quote-4', '"last"'),
    ),
    'linked',
    [5, 3],
    { unbalanced_quote: 1, lost_to_quote: 1 },
    { rejects: ['3 - unbalanced_quote', '4 - lost_to_quote'], good: ['before', 'after', 'last'] },
  ),
  file(
    'a line of 20 MB',
    'reports/long.csv',
    reports(report('long-1', 'before'), report('long-2', 'x'.repeat(20_000_000)), report('long-3', 'after')),
    'linked',
    [3, 2],
    { line_too_long: 1 },
    { rejects: ['3 - line_too_long'], good: ['before', 'after'] },
  ),
  file(
    'NUL bytes',
    'reports/nul.csv',
    reports(report('nul-1', 'nul'), report('nul-2\u0000', 'x')),
    'linked',
    [2, 1],
    { nul_byte: 1 },
    { rejects: ['3 Meldingnummer nul_byte'], good: ['nul'] },
  ),
  file(
    'impossible and partial dates',
    'reports/dates.csv',
    reports(
      report('d-1', 'x', '30-02-2026'),
      report('d-2', 'x', 'gisteren'),
      report('d-3', 'month', '20260200'),
      report('d-4', 'year', '2026'),
    ),
    'linked',
    [4, 2],
    { date_impossible: 1, date_form: 1 },
    { rejects: ['2 Datum melding date_impossible', '3 Datum melding date_form'], good: ['month', 'year'] },
  ),
  taken(
    'cells that begin like formulas',
    'reports/formulas.csv',
    reports(
      report('=1+1', '=HYPERLINK(A1)'),
      report('+1', '+31'),
      report('-1', '-1+1'),
      report('@1', '@SUM(A1)'),
    ),
    ['=HYPERLINK(A1)', '+31', '-1+1', '@SUM(A1)'],
  ),
  file(
    'SQL in every field',
    'reports/sql.csv',
    `${HEADER};Adres;Namen;Bedrijf;Onderwerp\n${report("1'); DROP TABLE records; --", "' OR 1=1; DELETE FROM records; --")};${Array(4).fill("'; DROP VIEW entities; --").join(';')}\n`
      .replaceAll('; D', ', D')
      .replaceAll('; --', ' --'),
    'linked',
    [1, 1],
    { code_unknown: 1, address_text_form: 1 },
    { good: ["' OR 1=1, DELETE FROM records --"] },
  ),
];

const VALUES: readonly BadFile[] = [
  file(
    'BSNs: failing the test, of 8 digits, zeros, letters',
    'brp/2026-06-01.csv',
    persons(
      ...['900000005', '00000001', '000000000', '', 'AB0000004', '90000002'].map(
        (bsn, at) => `${bsn};An;Persoon ${at};30021980;W;;Molenweg;0;0000AA`,
      ),
      '12345672;An;Nul;19800230;W;20200101;Molenweg;9;7900AB',
    ),
    'linked',
    [9, 3],
    { bsn_fails_test: 3, value_missing: 2, bsn_not_digits: 1, leading_zero_restored: 1, date_impossible: 1 },
    {
      rejects: [
        '4 BSN bsn_fails_test',
        '5 BSN bsn_fails_test',
        '6 BSN value_missing',
        '7 BSN value_missing',
        '8 BSN bsn_not_digits',
        '9 BSN bsn_fails_test',
      ],
      good: ['Visser', 'Bakker', 'Nul'],
    },
  ),
  file(
    'a snapshot of which no row is good',
    'brp/2026-06-02.csv',
    `${BRP_HEADER}\n900000005;An;Visser;19800102;W;20200101;Molenweg;4;7900AB\n`,
    'rejected',
    [1, 0],
    { bsn_fails_test: 1 },
    { rejects: ['2 BSN bsn_fails_test'] },
  ),
  file(
    'house number 0, postcode 0000AA, eaten zeros',
    'bag/2026-06-01.csv',
    `${BAG_HEADER}\n358200000000001;Eerstestraat;1;7900AB\n0358200000000002;Tweedestraat;0;7900AB\n0358200000000003;Derdestraat;3;0000AA\n3,582E+14;Vierdestraat;4;7900AB\n`,
    'linked',
    [4, 2],
    { leading_zero_restored: 1, value_missing: 1, number_rounded: 1 },
    {
      rejects: ['3 Huisnummer value_missing', '5 Identificatie nummeraanduiding number_rounded'],
      good: ['Eerstestraat', 'Derdestraat'],
    },
  ),
  file(
    '2,000 rows of one blocking key',
    'raids/block.csv',
    `Invalnummer;Datum;Verdachte 1;Verdachte 1 geboortedatum;Omschrijving\n${Array.from({ length: 2000 }, (_none, at) => `block-${at};01-02-2026;Jan Jansen;03-04-1980;same`).join('\n')}\n`,
    'linked',
    [2000, 2000],
    {},
    { good: Array<string>(2000).fill('same') },
  ),
];

const object = (number: string, text: string): string =>
  JSON.stringify({ zaaknummer: number, datum_melding: '2026-02-01', kanaal: 'mma', toelichting: text });
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const JSONS: readonly BadFile[] = [
  file(
    'invalid JSON on some lines',
    'reports/lines.json',
    `${object('json-1', 'first')}\n{"zaaknummer":\n[1]\n${nested(50_000)}\n${object('json-2', 'last')}\n`,
    'linked',
    [5, 2],
    { json_invalid: 1, json_shape: 1, value_missing: 1 },
    {
      rejects: ['2 - json_invalid', '3 - json_shape', '4 zaaknummer value_missing'],
      good: ['first', 'last'],
    },
  ),
  refused(
    'truncated JSON',
    'reports/cut.json',
    `[${object('cut', 'x')},\n{"zaaknummer":"2`,
    'json_truncated',
  ),
  refused('JSON of another shape', 'reports/shape.json', '{\n  "reports": 2\n}', 'json_shape'),
  refused(
    'two JSON lists',
    'reports/lists.json',
    `[${object('l1', 'x')}]\n[${object('l2', 'x')}]`,
    'json_trailing',
  ),
  file(
    'a list of numbers',
    'reports/numbers.json',
    '[1, 2]',
    'rejected',
    [2, 0],
    { json_shape: 2 },
    {
      rejects: ['1 - json_shape', '2 - json_shape'],
    },
  ),
];

/** Files of which some rows are wrong, or odd. */
export const BAD_ROWS: readonly BadFile[] = [...ROWS, ...VALUES, ...JSONS];
