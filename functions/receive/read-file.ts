import { createHash } from 'node:crypto';
import type { ChunkFormat, ReasonCount } from '#schemas/delivery.ts';
import type { SourceContract } from '#schemas/sources/contract.ts';
import { type ChunkLimits, type FinishedChunk, chunkWriter } from './chunk-writer.ts';
import { type Decoded, decode } from './decode.ts';
import { type ExpandLimits, expand } from './expand.ts';
import { withLineFeeds } from './line-breaks.ts';
import { openRows } from './open-rows.ts';
import { Refusal } from './refusal.ts';
import { type RejectList, rejectList } from './reject-list.ts';
import { peek } from './peek.ts';
import type { RowLimits } from './row-splitter.ts';
import { type SheetsTold, type SpreadsheetLimits, spreadsheetText } from './spreadsheet.ts';

export type ReceiveLimits = ExpandLimits &
  ChunkLimits &
  RowLimits & { readonly rejectsTold: number } & SpreadsheetLimits;

/** Enough of the text to tell what the file is. */
const HEAD_CHARACTERS = 64 * 1024;

export type FileRead =
  | {
      readonly ok: true;
      /** SHA-256 of the bytes as dropped, hex. */
      readonly sha256: string;
      readonly format: ChunkFormat;
      readonly chunkCount: number;
      readonly rejects: RejectList;
      readonly notes: readonly ReasonCount[];
    }
  | { readonly ok: false; readonly code: string; readonly message: string };

/**
 * Streams a file once, in bounded memory: hashes, unpacks, decodes, cuts into chunks of complete rows, which `store`
 * keeps in order. A file that cannot be taken in as a whole is an answer, not an exception.
 */
export async function readFile(
  bytes: AsyncIterable<Uint8Array>,
  contract: SourceContract,
  limits: ReceiveLimits,
  store: (index: number, format: ChunkFormat, chunk: FinishedChunk) => Promise<void>,
): Promise<FileRead> {
  const hash = createHash('sha256');
  const told: Decoded = { encoding: 'utf-8', damaged: false };
  try {
    const sheets: SheetsTold = { readPast: 0, errorCells: 0 };
    const { isZip, blocks } = await peek(hashed(bytes, hash));
    const text = isZip
      ? spreadsheetText(blocks, contract, limits, sheets)
      : withLineFeeds(decode(expand(blocks, limits), told));
    const read = await readText(text, contract, limits, store);
    const notes = [
      ...read.notes,
      ...(told.damaged ? [DAMAGED] : []),
      ...(sheets.errorCells > 0 ? [{ ...ERROR_CELLS, count: sheets.errorCells }] : []),
      ...(sheets.readPast > 0 ? [{ ...SHEETS_READ_PAST, count: sheets.readPast }] : []),
    ];
    return { ok: true, sha256: hash.digest('hex'), ...read, notes };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, code: error.code, message: error.message };
    throw error;
  }
}

async function readText(
  text: AsyncGenerator<string>,
  contract: SourceContract,
  limits: ReceiveLimits,
  store: (index: number, format: ChunkFormat, chunk: FinishedChunk) => Promise<void>,
) {
  const writer = chunkWriter(limits);
  const rejects = rejectList(limits.rejectsTold);
  let head = await headOf(text);
  if (head.trim() === '') throw new Refusal('empty_file', 'the file is empty; deliver it again');
  if (!isText(head))
    throw new Refusal(
      'not_text',
      'this is not a text file (a document, picture or program?); export the rows as CSV and deliver again',
    );
  // A header or a first row may lack its line break at the end of the file.
  if (head.length < HEAD_CHARACTERS && !head.endsWith('\n')) head += '\n';
  const { format, reader, start, notes } = openRows(head, contract, limits, writer, rejects);

  let chunkCount = 0;
  const storeFinished = async (): Promise<void> => {
    for (const chunk of writer.take()) {
      await store(chunkCount, format, chunk);
      chunkCount += 1;
    }
  };
  reader.push(head.slice(start));
  await storeFinished();
  for await (const block of text) {
    reader.push(block);
    await storeFinished();
  }
  reader.end();
  writer.finish();
  await storeFinished();
  if (chunkCount === 0 && rejects.count() === 0)
    throw new Refusal(
      'no_rows',
      'the file has a header but no rows, so nothing was changed; deliver it again with its rows',
    );
  if (chunkCount === 0) {
    // Every row was turned away; normalize still sums up and tells.
    await store(0, format, { text: '\n', firstLine: 1 });
    chunkCount = 1;
  }
  return { format, chunkCount, rejects, notes };
}

/** At least HEAD_CHARACTERS, or the whole of a shorter text. */
async function headOf(text: AsyncGenerator<string>): Promise<string> {
  let head = '';
  while (head.length < HEAD_CHARACTERS) {
    const next = await text.next();
    if (next.done === true) break;
    head += next.value;
  }
  return head;
}

/** Some NUL bytes or the like spoil their rows only; a twentieth of all characters means another kind of file. */
function isText(head: string): boolean {
  const looked = Math.min(head.length, 4096);
  let strange = 0;
  for (let at = 0; at < looked; at += 1) if (isStrange(head.charCodeAt(at))) strange += 1;
  return strange < 32 || strange < looked / 20;
}

/** Control characters other than tab, line feed, vertical tab, form feed and return, and what could not be decoded. */
const isStrange = (code: number): boolean => code < 9 || (code > 13 && code < 32) || code === 0xfffd;

async function* hashed(
  bytes: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const block of bytes) {
    hash.update(block);
    yield block;
  }
}

const ERROR_CELLS = {
  code: 'cells_with_errors',
  message: 'cells of the spreadsheet hold an error such as #N/A and were taken as empty; mend the formulas',
};
const SHEETS_READ_PAST = {
  code: 'sheets_read_past',
  message:
    'the spreadsheet has more sheets with rows; only the first with the header of this source was read',
};
const DAMAGED: ReasonCount = {
  code: 'text_damaged',
  message: 'some characters could not be read and were replaced by \uFFFD; deliver the file as UTF-8',
  count: 1,
};
