import { RECORD_FIELDS, type RegisterRecord } from './record-fields.ts';

/** Characters at which a spreadsheet takes a cell for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** A header and one row, every cell quoted; what a spreadsheet would run is made text (R48). */
export function recordCsv(record: RegisterRecord): string {
  const cell = (value: string) => `"${(FORMULA.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;
  const names = RECORD_FIELDS.map(({ name }) => name);
  return `${names.map(cell).join(',')}\r\n${names.map((name) => cell(record[name] ?? '')).join(',')}\r\n`;
}

/** As the register's own interface takes it: fields without a value are left out. */
export const recordJson = (record: RegisterRecord): string =>
  `${JSON.stringify(Object.fromEntries(Object.entries(record).filter(([, value]) => value !== '')), null, 2)}\n`;
