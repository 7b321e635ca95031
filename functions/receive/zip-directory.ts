import { inflateRawSync } from 'node:zlib';
import { Refusal } from './refusal.ts';

/** A file within a zip file; sizes in bytes as the directory at its end states them. */
export type ZipEntry = {
  readonly name: string;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly headerAt: number;
};

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;

/**
 * The directory of a zip file (APPNOTE 6.3.10, 4.3.12 and 4.3.16). It stands at the end, so a file that was cut off has
 * none: throws a Refusal then, and for one that cannot be followed, such as that of zip64.
 */
export function zipDirectory(bytes: Buffer): ZipEntry[] {
  const from = bytes.length - END_BYTES;
  let end = from;
  while (end >= 0 && end >= from - LONGEST_COMMENT && bytes.readUInt32LE(end) !== END) end -= 1;
  if (end < 0 || end < from - LONGEST_COMMENT) throw TRUNCATED();
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY) throw PACKED();
    const nameBytes = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameBytes),
      method: bytes.readUInt16LE(at + 10),
      packedBytes: bytes.readUInt32LE(at + 20),
      unpackedBytes: bytes.readUInt32LE(at + 24),
      headerAt: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

const TRUNCATED = () =>
  new Refusal(
    'spreadsheet_truncated',
    'the spreadsheet or zip file is cut off, its end is missing; open the original to see that it is whole, and deliver it again (a copy or an upload may have broken off)',
  );

/** For a zip file that is no spreadsheet. */
export const PACKED = () =>
  new Refusal(
    'packed_file',
    'this is a zip file and no spreadsheet (.xlsx); unpack it, or pack with gzip, and deliver again',
  );

/** One file's bytes; never more than the directory states. Throws a Refusal where it does not unpack to that. */
export function unzipped(bytes: Buffer, entry: ZipEntry): Buffer {
  try {
    // The local header has lengths of its own.
    const start =
      entry.headerAt + 30 + bytes.readUInt16LE(entry.headerAt + 26) + bytes.readUInt16LE(entry.headerAt + 28);
    const packed = bytes.subarray(start, start + entry.packedBytes);
    if (entry.method === 0) return packed;
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.unpackedBytes) });
  } catch (error) {
    throw new Refusal(
      'spreadsheet_damaged',
      'the spreadsheet is damaged; open it, save it again and deliver again',
      {
        cause: error,
      },
    );
  }
}
