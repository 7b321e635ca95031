import type { LakeColumns, Pseudonyms } from '#ports';
import type { ChunkTask } from '#schemas/chunk-task.ts';
import type { DeliveryPart, Reject } from '#schemas/delivery-part.ts';
import { isRejectedColumn, withoutGuard } from '#schemas/rejected-file.ts';
import type { Remark } from '#schemas/values/parsed.ts';
import type { SourceContract } from '#schemas/sources/contract.ts';
import type { RowFault } from './cell-plan.ts';
import { keyWriter } from './chunk-keys.ts';
import { eachCsvRow, eachLine, linesIn } from './chunk-rows.ts';
import { csvCells } from './csv-cells.ts';
import { jsonRows } from './json-row.ts';
import { keyLedger } from './key-ledger.ts';
import { keyReader } from './key-reader.ts';
import { NORMALIZERS } from './normalizers.ts';
import { type FilledColumns, profiler } from './profiler.ts';
import { recordColumns } from './record-columns.ts';
import { recordMaker } from './record-maker.ts';
import { rowKeeper } from './row-keeper.ts';
import type { Row } from './row.ts';
import { type Notes, tally } from './tally.ts';

export type NormalizedRows = {
  readonly records: LakeColumns;
  readonly part: DeliveryPart;
  /** As `chunk-keys.ts` writes them. */
  readonly keys: Uint8Array;
  readonly columns: FilledColumns;
};

/** Rows of JSON by which the mapping is chosen. */
const SAMPLE_ROWS = 20;

/**
 * One chunk's text → records, rejects with their reasons, and notes. Of rows with one natural key the first goes in.
 * Pure: equal chunks give equal records.
 */
export function normalizeRows(
  text: string,
  task: ChunkTask,
  contract: SourceContract,
  pseudonyms: Pseudonyms,
): NormalizedRows {
  const normalizer = NORMALIZERS[contract.name];
  if (!normalizer) throw new RangeError(`source ${contract.name} has a contract but no normalizer`);
  const make = recordMaker(contract.name, pseudonyms);
  const notes = tally();
  const records = recordColumns(contract.name, task.deliveryId);
  const rejects: Reject[] = [];
  const ledger = keyLedger(linesIn(text, 0, text.length) + 1);
  const keys = keyWriter();
  const profile = profiler(contract);
  const keeper = rowKeeper(pseudonyms);
  const subjectOf = keyReader(contract, make);
  let rowsRead = 0;
  // Notes count for rows that went in only.
  let ofRow: (readonly [Remark, string | undefined])[] = [];
  const rowNotes: Notes = { add: (remark, column) => ofRow.push([remark, column]) };

  const reject = (fault: Omit<Reject, 'row' | 'digest'>, came: string | readonly string[]): void => {
    rejects.push({ ...fault, ...keeper.keep(came, fault.subject !== undefined) });
  };
  const take = (
    line: number,
    came: string | readonly string[],
    row: Row | RowFault,
    readKey: () => Row | undefined,
  ): void => {
    rowsRead += 1;
    if ('code' in row) {
      const subject = subjectOf.read(readKey());
      const { column, code, message } = row;
      reject({ line, column, code, message, ...(subject ? { subject } : {}) }, came);
      return;
    }
    const made = normalizer.records(row, line, make, rowNotes);
    const [subject] = made;
    if (!subject) throw new RangeError(`source ${contract.name} made no record of a row`);
    const { destroy_on } = subject.content;
    if (destroy_on && destroy_on <= task.receivedOn) {
      reject({ line, ...OFFICER_DATA_EXPIRED }, came);
      return;
    }
    const before = ledger.lineBefore(subject.record_id, line);
    if (before !== undefined) {
      reject({ line, ...duplicateKey(before), subject: subject.record_id }, came);
      return;
    }
    subjectOf.check(row, subject.record_id);
    profile.add(row);
    keys.add(subject.record_id, line);
    for (const record of made) records.add(record);
    for (const [remark, column] of ofRow) notes.add(remark, { column, lines: [line] });
  };

  if (task.format.format === 'csv') {
    const { delimiter, header } = task.format;
    const csv = csvCells(contract, header);
    // Rows that came back mended: the guard that was put before cells (R48) is taken off again.
    const guarded = header.some(isRejectedColumn);
    eachCsvRow(text, delimiter, task.chunk.firstLine, (came, line) => {
      const cells = guarded ? came.map(withoutGuard) : came;
      if (ofRow.length > 0) ofRow = [];
      take(line, cells, csv.parse(cells, rowNotes), () => csv.readKey(cells));
    });
  } else {
    const rows = jsonRows(contract, normalizer.prepare, sampleOf(text));
    eachLine(text, task.chunk.firstLine, (row, line) => {
      if (ofRow.length > 0) ofRow = [];
      take(line, row, rows.parse(row, rowNotes), () => rows.readKey(row));
    });
  }
  return {
    records: records.columns(),
    keys: keys.bytes(),
    columns: profile.filled(),
    part: {
      rowsRead,
      rowsAccepted: rowsRead - rejects.length,
      rowsRejected: rejects.length,
      rejects,
      notes: notes.counts(),
    },
  };
}

const OFFICER_DATA_EXPIRED = {
  column: null,
  code: 'officer_data_expired',
  message: 'this finding is so old that it must be destroyed (R8); destroy it at the source',
};

/** Why a row of which the key was on an earlier line does not go in. */
export const duplicateKey = (line: number) => ({
  column: null,
  code: 'duplicate_key',
  message: `a row with the same key stands on line ${line}, and that one was taken; keep one of them`,
});

function sampleOf(text: string): string[] {
  const sample: string[] = [];
  for (const line of text.split('\n', SAMPLE_ROWS * 50)) {
    if (line.trim() !== '') sample.push(line);
    if (sample.length === SAMPLE_ROWS) break;
  }
  return sample;
}
