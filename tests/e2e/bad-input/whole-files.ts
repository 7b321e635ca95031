import { gzipSync } from 'node:zlib';
import { xlsx, zip } from '#tests/functions/receive/xlsx.ts';
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

const two = (name: string): string =>
  reports(report(`${name}-1`, `${name} één`), report(`${name}-2`, `${name} twee`));
const twoOf = (name: string): readonly string[] => [`${name} één`, `${name} twee`];

const WHOLE_FILES: readonly BadFile[] = [
  refused('an empty file', 'reports/empty.csv', '', 'empty_file'),
  refused('an empty snapshot', 'brp/2026-05-01.csv', '', 'empty_file'),
  refused('blank lines alone', 'reports/blank.csv', ' \r\n\r\n\n', 'empty_file'),
  refused('a header alone', 'reports/header.csv', HEADER, 'no_rows'),
  refused('a snapshot with a header alone', 'brp/2026-05-02.csv', `${BRP_HEADER}\n`, 'no_rows'),
  file('an unknown source folder', 'gossip/x.csv', two('gossip'), 'quarantined', [0, 0], { no_contract: 1 }),
  file('no source folder', 'x.csv', two('nowhere'), 'quarantined', [0, 0], { no_contract: 1 }),
  file(
    'an unknown column',
    'reports/column.csv',
    `${HEADER};Kleur\n${report('column-1', 'column')};rood\n`,
    'linked',
    [1, 1],
    { column_unknown: 1 },
    { good: ['column'] },
  ),
  refused('unknown columns alone', 'reports/columns.csv', 'Kleur;Maat\nrood;1\n', 'header_unknown'),
  refused(
    'a needed column missing',
    'reports/missing.csv',
    'Meldingnummer;Omschrijving\n1;x\n',
    'column_missing',
  ),
];

const ENCODINGS: readonly BadFile[] = [
  taken('commas', 'reports/commas.csv', two('commas').replaceAll(';', ','), twoOf('commas')),
  refused(
    'a delimiter that nobody uses',
    'reports/tilde.csv',
    two('tilde').replaceAll(';', '~'),
    'delimiter_unknown',
  ),
  file(
    'a header with ; over rows with ,',
    'reports/mixed.csv',
    reports(report('mixed-1', 'x').replaceAll(';', ','), report('mixed-2', 'mixed')),
    'linked',
    [2, 1],
    { ragged_row: 1 },
    { rejects: ['2 - ragged_row'], good: ['mixed'] },
  ),
  taken(
    'windows-1252',
    'reports/windows.csv',
    Buffer.from(reports(report('windows-1', 'café \u0080 5')), 'latin1'),
    ['café € 5'],
  ),
  taken(
    'UTF-16 with a mark',
    'reports/utf16.csv',
    Buffer.from(`\uFEFF${two('utf16')}`, 'utf16le'),
    twoOf('utf16'),
  ),
  taken(
    'UTF-16, big end first, without a mark',
    'reports/utf16be.csv',
    Buffer.from(two('utf16be'), 'utf16le').swap16(),
    twoOf('utf16be'),
  ),
  taken('a byte order mark', 'reports/bom.csv', `\uFEFF${two('bom')}`, twoOf('bom')),
  taken(
    'returns alone at line ends',
    'reports/returns.csv',
    two('returns').replaceAll('\n', '\r'),
    twoOf('returns'),
  ),
];

const spreadsheet = (name: string): Buffer =>
  xlsx([
    two(name)
      .trim()
      .split('\n')
      .map((row) => row.split(';')),
  ]);
const PACKED: readonly BadFile[] = [
  taken('gzip under the name of a CSV', 'reports/packed.csv', gzipSync(two('packed')), twoOf('packed')),
  refused('truncated gzip', 'brp/2026-05-03.csv.gz', gzipSync(persons()).subarray(0, 60), 'gzip_truncated'),
  refused(
    'a bomb',
    'reports/bomb.csv.gz',
    gzipSync(`${HEADER}\n${`${report('bomb', 'alike')}\n`.repeat(1_500_000)}`),
    'expansion_too_large',
  ),
  taken('a spreadsheet under the name of a CSV', 'reports/excel.csv', spreadsheet('excel'), twoOf('excel')),
  refused(
    'a truncated spreadsheet',
    'reports/excel-cut.xlsx',
    spreadsheet('cut').subarray(0, 900),
    'spreadsheet_truncated',
  ),
  refused(
    'another zip file under the name of a CSV',
    'reports/zip.csv',
    zip({ 'reports.csv': two('zip') }),
    'packed_file',
  ),
  refused('a file of zero bytes', 'reports/zeros.csv', Buffer.alloc(10_000), 'not_text'),
];

const NAMES: readonly BadFile[] = [
  taken('a name with ../', 'reports/../brp/../../dots.csv', two('dots'), twoOf('dots')),
  file('a name that begins with ../', '../reports/up.csv', two('up'), 'quarantined', [0, 0], {
    no_contract: 1,
  }),
  taken('a name with spaces and signs', "reports/a b+c%20&d='e';#f?.csv", two('signs'), twoOf('signs')),
  taken('a name in other scripts', 'reports/mélding-é-報告-🏠.csv', two('unicode'), twoOf('unicode')),
  taken('a name of 1,000 characters', `reports/${'n'.repeat(988)}.csv`, two('longname'), twoOf('longname')),
];

/** Files that are wrong, or odd, as a whole. */
export const BAD_FILES: readonly BadFile[] = [...WHOLE_FILES, ...ENCODINGS, ...PACKED, ...NAMES];
