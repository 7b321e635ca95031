import { SourceRecord } from './record.ts';

/** A row of the lake's table `records`, of a delta or of the state, as a record. Throws a ZodError for one that is none. */
export function recordOfRow(row: Readonly<Record<string, unknown>>): SourceRecord {
  const { deleted: _tombstone, ...record } = row;
  return SourceRecord.parse(record);
}
