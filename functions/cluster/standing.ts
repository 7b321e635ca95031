import type { RecordKind } from '#schemas/ids.ts';
import type { SourceRecord } from '#schemas/record.ts';

/** Which source is believed first about what: the register that the law names for it, then what was seen on the spot. */
const SOURCES: Readonly<Record<RecordKind, readonly string[]>> = {
  person: ['brp', 'kvk-officers', 'vehicles', 'transfers', 'benefits', 'raids', 'reports'],
  address: ['bag', 'brp', 'kvk', 'woz', 'transfers', 'utilities', 'rental-register', 'raids', 'reports'],
  company: ['kvk', 'kvk-officers', 'transfers', 'permits', 'raids', 'reports'],
  vehicle: ['vehicles', 'raids', 'reports'],
  event: ['raids', 'reports'],
};

/** An entity's records, the most believable first: by source, what still holds, the newest, record id. */
export function byStanding(records: readonly SourceRecord[]): SourceRecord[] {
  return records.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      Number(a.valid_to !== null) - Number(b.valid_to !== null) ||
      descending(a.valid_from ?? '', b.valid_from ?? '') ||
      (a.record_id < b.record_id ? -1 : 1),
  );
}

function rank({ kind, source }: SourceRecord): number {
  const index = SOURCES[kind].indexOf(source);
  return index < 0 ? SOURCES[kind].length : index;
}

const descending = (a: string, b: string): number => (a === b ? 0 : a > b ? -1 : 1);

/** The first of them that knows a field. */
export function known<Field extends keyof SourceRecord>(
  standing: readonly SourceRecord[],
  field: Field,
): NonNullable<SourceRecord[Field]> | null {
  for (const record of standing) {
    const value = record[field];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}
