import { SourceRecord } from './record.ts';

/** A record as a row of the lake's table `records`, where a `json` column holds the value itself. */
export function rowOfRecord(record: SourceRecord): Readonly<Record<string, unknown>> {
  const amounts: unknown = record.amounts === null ? null : JSON.parse(record.amounts);
  return { ...record, amounts };
}

/** Back from a row. Throws a ZodError for one that is no record. */
export function recordOfRow(row: Readonly<Record<string, unknown>>): SourceRecord {
  const { deleted: _tombstone, amounts, ...fields } = row;
  const text = amounts === null || typeof amounts === 'string' ? amounts : JSON.stringify(amounts);
  return SourceRecord.parse({ ...fields, amounts: text });
}
