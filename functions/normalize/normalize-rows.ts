import type { Pseudonyms } from '#ports';
import type { ChunkTask } from '#schemas/chunk-task.ts';
import type { DeliveryPart, Reject } from '#schemas/delivery-part.ts';
import type { RecordId } from '#schemas/ids.ts';
import type { SourceRecord } from '#schemas/record.ts';
import type { Remark } from '#schemas/values/parsed.ts';
import type { SourceContract } from '#schemas/sources/contract.ts';
import { type RowFault, parseCells, planCells } from './cell-plan.ts';
import { eachCsvRow, eachLine } from './chunk-rows.ts';
import { jsonRows } from './json-row.ts';
import { NORMALIZERS } from './normalizers.ts';
import { recordMaker } from './record-maker.ts';
import type { Row } from './row.ts';
import { type Notes, tally } from './tally.ts';

/** A row's natural key, as its subject's record id, and its line: to find the same key in other chunks. */
export type RowKey = readonly [recordId: RecordId, line: number];

export type NormalizedRows = {
  readonly records: readonly SourceRecord[];
  readonly part: DeliveryPart;
  readonly keys: readonly RowKey[];
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
  const make = recordMaker(contract.name, task.deliveryId, pseudonyms);
  const notes = tally();
  const records: SourceRecord[] = [];
  const rejects: Reject[] = [];
  const lineOfKey = new Map<RecordId, number>();
  const keys: RowKey[] = [];
  let rowsRead = 0;
  // Notes count for rows that went in only.
  let ofRow: (readonly [Remark, string | undefined])[] = [];
  const rowNotes: Notes = { add: (remark, column) => ofRow.push([remark, column]) };

  const take = (line: number, parse: () => Row | RowFault): void => {
    rowsRead += 1;
    if (ofRow.length > 0) ofRow = [];
    const row = parse();
    if ('code' in row) {
      rejects.push({ line, column: row.column, code: row.code, message: row.message });
      return;
    }
    const made = normalizer.records(row, line, make, rowNotes);
    const [subject] = made;
    if (!subject) throw new RangeError(`source ${contract.name} made no record of a row`);
    const before = lineOfKey.get(subject.record_id);
    if (before !== undefined) {
      rejects.push({ line, ...duplicateKey(before) });
      return;
    }
    lineOfKey.set(subject.record_id, line);
    keys.push([subject.record_id, line]);
    for (const record of made) records.push(record);
    for (const [remark, column] of ofRow) notes.add(remark, column);
  };

  if (task.format.format === 'csv') {
    const { delimiter, header } = task.format;
    const plan = planCells(contract, header);
    eachCsvRow(text, delimiter, task.chunk.firstLine, (cells, line) =>
      take(line, () => parseCells(cells, header.length, plan, rowNotes)),
    );
  } else {
    const rows = jsonRows(contract, normalizer.prepare, sampleOf(text));
    eachLine(text, task.chunk.firstLine, (row, line) => take(line, () => rows.parse(row, rowNotes)));
  }
  return {
    records,
    keys,
    part: {
      rowsRead,
      rowsAccepted: rowsRead - rejects.length,
      rowsRejected: rejects.length,
      rejects,
      notes: notes.counts(),
    },
  };
}

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
