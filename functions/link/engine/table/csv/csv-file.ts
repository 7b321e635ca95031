import { isUtf8 } from 'node:buffer';
import { InputError } from '../input-error.ts';
import { type InputFile, readInto } from '../input-file.ts';
import type { Wanted } from '../wanted.ts';
import { sniffDelimiter } from './dialect.ts';
import { columnNames, endOfRecord, startOfText } from './header.ts';

/** What is known of a CSV file before its records are read. */
export type CsvFile = {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** A byte: of `,`, `;`, tab or `|`. */
  readonly delimiter: number;
  readonly columns: readonly string[];
  /** Per column, whether its cells are wanted. */
  readonly wanted: readonly boolean[];
  /** Byte that the first record after the header begins at. */
  readonly start: number;
};

const HEAD_BYTES = 1 << 18;
const LONGEST_HEADER_BYTES = 1 << 24;
const UTF8_MARK = [0xef, 0xbb, 0xbf];

/** Looks at how a file begins. Throws InputError for what is no UTF-8 text, and for what has no header or no records. */
export function csvFile(file: InputFile, wanted: Wanted): CsvFile {
  const { path, size } = file;
  if (size === 0) throw new InputError(`${path}: the file is empty. A header and records are needed.`);
  let head = headOf(file, HEAD_BYTES);
  refuseOtherFormats(path, head);
  const start = startOfText(head, UTF8_MARK.every((byte, at) => head[at] === byte) ? UTF8_MARK.length : 0);
  let end = endOfRecord(head, start);
  if (end < 0 && head.length < size) {
    head = headOf(file, LONGEST_HEADER_BYTES);
    end = endOfRecord(head, start);
  }
  if (end < 0 && head.length < size)
    throw new InputError(
      `${path}:1: the header does not end. Is a quote (") not closed, or is this no CSV file?`,
    );
  if (end < 0 || end === size) {
    const text = Buffer.from(head.subarray(start)).toString().trim();
    throw new InputError(
      text === ''
        ? `${path}: the file has no header and no records.`
        : `${path}: there are no records after the header.${text.includes('\r') ? ' Lines must end in LF or CRLF, not in CR alone.' : ''}`,
    );
  }
  const header = head.subarray(start, end);
  if (!isUtf8(header))
    throw new InputError(
      `${path}:1: the header is not UTF-8. Save the file as UTF-8 ("CSV UTF-8" in a spreadsheet).`,
    );
  const delimiter = sniffDelimiter(head.subarray(start));
  const columns = columnNames(path, Buffer.from(header).toString(), String.fromCharCode(delimiter));
  return { path, size, delimiter, columns, wanted: columns.map(wanted), start: end };
}

function headOf(file: InputFile, most: number): Uint8Array {
  const head = new Uint8Array(Math.min(most, file.size));
  return head.subarray(0, readInto(file, head, 0, 0, head.length));
}

/** What people hand over instead of CSV, by its first bytes. */
const OTHER_FORMATS: readonly { readonly bytes: readonly number[]; readonly says: string }[] = [
  { bytes: [0xff, 0xfe], says: 'is UTF-16 text. Save it as UTF-8 ("CSV UTF-8" in a spreadsheet).' },
  { bytes: [0xfe, 0xff], says: 'is UTF-16 text. Save it as UTF-8 ("CSV UTF-8" in a spreadsheet).' },
  { bytes: [0x50, 0x4b, 0x03, 0x04], says: 'is a spreadsheet or zip file. Save it as CSV UTF-8.' },
  { bytes: [0x1f, 0x8b], says: 'is compressed (gzip). Unpack it first.' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], says: 'is compressed (zstd). Unpack it first.' },
];

function refuseOtherFormats(path: string, head: Uint8Array): void {
  const other = OTHER_FORMATS.find(({ bytes }) => bytes.every((byte, at) => head[at] === byte));
  if (other) throw new InputError(`${path} ${other.says}`);
  if (head.includes(0))
    throw new InputError(
      `${path} holds zero bytes: it is UTF-16 text or no text at all. Save it as UTF-8 ("CSV UTF-8" in a spreadsheet).`,
    );
}
