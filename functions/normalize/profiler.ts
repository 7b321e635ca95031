import type { SourceContract } from '#schemas/sources/contract.ts';
import type { DeliveryProfile } from '#schemas/delivery-summary.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { isCodeParser } from '#schemas/values/code.ts';
import type { Row } from './row.ts';

export type FilledColumns = Pick<DeliveryProfile, 'accepted' | 'filled' | 'codes'>;

/** Counts, over accepted rows, the cells with a value, and gathers the codes of columns that have a closed list. */
export function profiler(contract: SourceContract) {
  const fields = Object.keys(contract.columns);
  const counts = fields.map(() => 0);
  const codes = new Map(
    Object.entries(contract.columns)
      .filter(([, column]) => isCodeParser(column.parse))
      .map(([field]) => [field, new Set<string>()]),
  );
  let accepted = 0;
  return {
    add: (row: Row): void => {
      accepted += 1;
      for (let at = 0; at < fields.length; at += 1) {
        const value = row.get(fields[at] ?? '');
        if (value !== null && value !== undefined) counts[at] = (counts[at] ?? 0) + 1;
      }
      for (const [field, seen] of codes) {
        const value = row.get(field);
        if (typeof value === 'string') seen.add(value);
      }
    },
    filled: (): FilledColumns => ({
      accepted,
      filled: Object.fromEntries(fields.map((field, at) => [field, counts[at] ?? 0])),
      codes: codesOf(codes),
    }),
  };
}

/** The chunks of one delivery as one. */
export function joinColumns(parts: readonly FilledColumns[]): FilledColumns {
  const filled: Record<string, number> = {};
  const codes = new Map<string, Set<string>>();
  for (const part of parts) {
    for (const [field, count] of Object.entries(part.filled)) filled[field] = (filled[field] ?? 0) + count;
    for (const [field, seen] of Object.entries(part.codes))
      codes.set(field, new Set([...(codes.get(field) ?? []), ...seen]));
  }
  return { accepted: parts.reduce((sum, part) => sum + part.accepted, 0), filled, codes: codesOf(codes) };
}

const codesOf = (codes: ReadonlyMap<string, ReadonlySet<string>>): Record<string, string[]> =>
  Object.fromEntries(
    [...codes].map(([field, seen]) => [field, [...seen].toSorted().slice(0, SETTINGS.report.codes)]),
  );
