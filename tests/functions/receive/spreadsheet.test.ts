import { describe, expect, it } from 'vitest';
import { ingest, recordsUnder } from '#tests/functions/normalize/ingest.ts';
import { memoryTown } from './memory.ts';
import { type Cell, xlsx, zip } from './xlsx.ts';

const HEADER = [
  'Controlenummer',
  'Datum controle',
  'Team',
  'Uitkomst',
  'Omschrijving',
  'Straatnaam',
  'Huisnummer',
];
const day = (text: string) => new Date(`${text}T00:00:00Z`);
const ROW: readonly Cell[] = ['C-1', day('2026-09-10'), 'Team Wonen', 'akkoord', null, 'Teststraat', 12];

async function dropped(body: Uint8Array, limits = {}) {
  const town = memoryTown(limits, 500);
  const { delivery } = await ingest(town, 'inspections/a.xlsx', body);
  return { delivery, records: await recordsUnder(town, `staged/${delivery?.delivery_id}/`) };
}

describe('a spreadsheet', () => {
  it('is read by cells: dates, numbers, text', async () => {
    const { delivery, records } = await dropped(xlsx([[HEADER, ROW]]));
    expect(delivery).toMatchObject({ status: 'normalized', rows_accepted: 1, reasons: [] });
    expect(records[0]).toMatchObject({ occurred_on: '2026-09-10', outcome: 'nothing_found', line: 2 });
    expect(records[1]).toMatchObject({ street: 'Teststraat', house_number: 12 });
  });

  it('has fractions with a decimal comma, large numbers whole, zeros put back with a note', async () => {
    const town = memoryTown({}, 500);
    const header = ['Aansluiting EAN', 'Jaar', 'Stroom kWh', 'Identificatie nummeraanduiding'];
    const { delivery } = await ingest(
      town,
      'utilities/a.xlsx',
      xlsx([[header, ['871687000000000012', 2025, 1234.5, 363200000123456]]]),
    );
    const [use, place] = await recordsUnder(town, `staged/${delivery?.delivery_id}/`);
    expect(use?.amounts).toEqual({ power_kwh: 1234.5 });
    expect(place?.number_id).toBe('0363200000123456');
    expect(delivery?.reasons.map(({ code }) => code)).toEqual(['leading_zero_restored']);
  });

  it('keeps quotes, delimiters and line breaks of a cell in the cell', async () => {
    const words = 'Zei: "niets; gezien"\nen sloot de deur';
    const { records } = await dropped(xlsx([[HEADER, ROW.with(4, words), ROW.with(0, 'C-2')]]));
    expect(records[0]?.description).toBe('Zei: "niets; gezien" | en sloot de deur');
    expect(records.map((record) => record.line)).toEqual([2, 2, 3, 3]);
  });

  it('finds the sheet with the header, below its title, and tells of the others', async () => {
    const cover: Cell[][] = [['Overzicht'], ['Team', 'Aantal']];
    const title: Cell[][] = [['Controles 2026'], []];
    const { delivery, records } = await dropped(
      xlsx([cover, [...title, HEADER, ROW, ROW.with(0, 'C-2').with(3, 'onzin')]]),
    );
    expect(delivery).toMatchObject({ rows_accepted: 1, rows_rejected: 1 });
    expect(records[0]?.line).toBe(4);
    expect(delivery?.reasons.map(({ code }) => code).toSorted()).toEqual([
      'code_unknown',
      'sheets_read_past',
    ]);
  });

  it('tells of cells that hold an error', async () => {
    const { delivery } = await dropped(
      xlsx([[HEADER, ROW]], '<row r="3"><c r="A3" t="e"><v>#N/A</v></c></row>'),
    );
    expect(delivery?.rows_accepted).toBe(1);
    expect(delivery?.reasons.map(({ code, count }) => [code, count])).toEqual([['cells_with_errors', 1]]);
  });

  it('takes the first of two sheets that have it', async () => {
    const { records } = await dropped(
      xlsx([
        [HEADER, ROW],
        [HEADER, ROW.with(3, 'overtreding')],
      ]),
    );
    expect(records[0]?.outcome).toBe('nothing_found');
  });

  it('of many rows keeps every row on its line', async () => {
    const rows = Array.from({ length: 12_000 }, (_none, index) => ROW.with(0, `C-${index}`));
    const { delivery, records } = await dropped(xlsx([[HEADER, ...rows]]));
    expect(delivery).toMatchObject({ rows_read: 12_000, rows_accepted: 12_000 });
    expect(Math.max(...records.map((record) => record.line))).toBe(12_001);
  });
});

/** The first sheet's packed bytes overwritten. */
function damaged(file: Buffer): Buffer {
  const copy = Buffer.from(file);
  const at = copy.indexOf('xl/worksheets/sheet1.xml') + 'xl/worksheets/sheet1.xml'.length;
  return copy.fill(0xff, at, at + 40);
}

/** With a directory that is said to begin elsewhere, as that of zip64 is. */
function misled(file: Buffer): Buffer {
  const copy = Buffer.from(file);
  copy.writeUInt32LE(0xffffffff, copy.length - 6);
  return copy;
}

describe('a file that is refused', () => {
  const good = xlsx([[HEADER, ROW]]);
  it.each([
    ['a zip file without a workbook', zip({ 'a.csv': 'a;b' }), {}, 'packed_file'],
    ['a spreadsheet that is cut off early', good.subarray(0, 200), {}, 'spreadsheet_truncated'],
    ['a spreadsheet that lacks its last bytes', good.subarray(0, -1), {}, 'spreadsheet_truncated'],
    ['a directory that leads nowhere', misled(good), {}, 'packed_file'],
    [
      'a spreadsheet without the header',
      xlsx([
        [
          ['Kleur', 'Maat'],
          ['rood', 3],
        ],
      ]),
      {},
      'header_unknown',
    ],
    [
      'a spreadsheet without a needed column',
      xlsx([[HEADER.slice(0, 3), ROW.slice(0, 3)]]),
      {},
      'column_missing',
    ],
    ['an empty spreadsheet', xlsx([[]]), {}, 'empty_file'],
    ['a spreadsheet with a header alone', xlsx([[HEADER]]), {}, 'no_rows'],
    ['a packed size beyond the limit', good, { spreadsheetBytes: 500 }, 'file_too_large'],
    ['an unpacked size beyond the limit', good, { spreadsheetExpandedBytes: 900 }, 'file_too_large'],
    [
      'one cell in the last corner',
      xlsx([[HEADER, ROW]], '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
      {},
      'file_too_large',
    ],
    ['a damaged sheet', damaged(good), {}, 'spreadsheet_damaged'],
  ])('%s', async (_what, body, limits, code) => {
    const { delivery } = await dropped(body, limits);
    expect(delivery?.status).toBe('rejected');
    expect(delivery?.reasons.map((reason) => reason.code)).toEqual([code]);
  });
});
