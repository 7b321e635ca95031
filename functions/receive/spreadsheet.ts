import readXlsxFile from 'read-excel-file/universal';
import type { SourceContract } from '#schemas/sources/contract.ts';
import { matchNames } from '#schemas/sources/mapping.ts';
import { Refusal } from './refusal.ts';
import { PACKED, unzipped, zipDirectory } from './zip-directory.ts';

/** Bytes of the file and of what it unpacks to; cells counted with the empty ones before the last. */
export type SpreadsheetLimits = {
  readonly spreadsheetBytes: number;
  readonly spreadsheetExpandedBytes: number;
  readonly spreadsheetCells: number;
};

/** What the steward must know: sheets with rows of which none was read, and cells that hold an error such as #N/A. */
export type SheetsTold = { readPast: number; errorCells: number };

/** As the library gives them: text, numbers, booleans, dates, null. */
type Rows = readonly (readonly unknown[])[];

/** Rows among which a header is looked for: people write titles above it. */
const TITLE_ROWS = 20;
const ROWS_AT_ONCE = 1000;

/**
 * An XLSX file (ECMA-376) as CSV text: the first sheet that has the source's header, each row on the line of its
 * number. Dates are ISO days, numbers have the decimal comma of Dutch files. Throws a Refusal for other zip files,
 * damaged ones, and for what is larger than the limits (R46).
 */
export async function* spreadsheetText(
  blocks: AsyncIterable<Uint8Array>,
  contract: SourceContract,
  limits: SpreadsheetLimits,
  told: SheetsTold,
): AsyncGenerator<string> {
  const bytes = await wholeOf(blocks, limits.spreadsheetBytes);
  told.errorCells = checkSheets(bytes, limits);
  const sheets = (await sheetsOf(bytes)).filter((rows) => rows.length > 0);
  const found = findHeader(sheets, contract);
  if (!found) throw new Refusal('empty_file', 'no sheet of the spreadsheet has rows; deliver it again');
  told.readPast = sheets.length - 1;
  // Line feeds stand for the rows above the header, so that a row keeps its number.
  yield '\n'.repeat(found.header);
  for (let at = found.header; at < found.rows.length; at += ROWS_AT_ONCE)
    yield found.rows
      .slice(at, at + ROWS_AT_ONCE)
      .map((row) => `${row.map(cellText).join(';')}\n`)
      .join('');
}

async function wholeOf(blocks: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const block of blocks) {
    size += block.length;
    if (size > limit) throw TOO_LARGE();
    held.push(block);
  }
  return Buffer.concat(held);
}

const TOO_LARGE = () =>
  new Refusal(
    'file_too_large',
    'the spreadsheet is larger than is taken in; save its sheet as CSV and deliver that',
  );

/**
 * A sheet is unpacked as a whole, and one cell far out makes millions of empty ones before it: so its XML is looked at
 * first. Gives how many cells hold an error, of which nothing would be left.
 */
function checkSheets(bytes: Buffer, limits: SpreadsheetLimits): number {
  const entries = zipDirectory(bytes);
  if (!entries.some(({ name }) => name === 'xl/workbook.xml')) throw PACKED();
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  if (unpacked > limits.spreadsheetExpandedBytes) throw TOO_LARGE();
  let errorCells = 0;
  for (const entry of entries) {
    if (!entry.name.startsWith('xl/worksheets/') || !entry.name.endsWith('.xml')) continue;
    const xml = unzipped(bytes, entry).toString('latin1');
    if (cellsOf(xml) > limits.spreadsheetCells) throw TOO_LARGE();
    errorCells += [...xml.matchAll(/<c\b[^>]*\bt="e"/g)].length;
  }
  return errorCells;
}

/** Rows times columns up to the last of each that the sheet's XML names. */
function cellsOf(xml: string): number {
  let rows = 0;
  let columns = 0;
  for (const [, letters, row] of xml.matchAll(/\br="([A-Z]{0,3})(\d{1,7})"/g)) {
    rows = Math.max(rows, Number(row));
    let column = 0;
    for (const letter of letters ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
    columns = Math.max(columns, column);
  }
  return rows * columns;
}

async function sheetsOf(bytes: Buffer): Promise<Rows[]> {
  const copy = new Uint8Array(bytes).buffer;
  try {
    return (await readXlsxFile(copy)).map(({ data }) => data);
  } catch (error) {
    throw new Refusal(
      'spreadsheet_damaged',
      'the spreadsheet cannot be read; open it, save it again and deliver again',
      { cause: error },
    );
  }
}

/** The first sheet with every needed column; else the one that shows most of the contract's columns. */
function findHeader(
  sheets: readonly Rows[],
  contract: SourceContract,
): { readonly rows: Rows; readonly header: number } | undefined {
  let best: { readonly rows: Rows; readonly header: number } | undefined;
  let most = -1;
  for (const rows of sheets)
    for (const [header, row] of rows.slice(0, TITLE_ROWS).entries()) {
      if (row.every((cell) => cell === null)) continue;
      const { fields, missing } = matchNames(contract, row.map(plainText));
      const known = fields.filter((field) => field !== null).length;
      if (known > 0 && missing.length === 0) return { rows, header };
      if (known > most) [best, most] = [{ rows, header }, known];
    }
  return best;
}

function cellText(cell: unknown): string {
  // A line break in a cell would shift the lines below it; where several things stand in a cell, | divides them.
  const text = plainText(cell).replace(/\s*[\r\n]+\s*/g, ' | ');
  return /[;"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function plainText(cell: unknown): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return String(cell).replace('.', ',');
  if (typeof cell === 'boolean') return String(cell);
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : '';
}
