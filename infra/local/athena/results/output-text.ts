import type { ResultRow } from './result-files.ts';

/** A query's result as Athena writes it to S3: every value in quotes, NULL as nothing at all. */
export function csvText(columns: readonly string[], rows: readonly ResultRow[]): string {
  return [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\n`).join('');
}

/** The result of SHOW and DESCRIBE, as Athena writes it: values between tabs, without a head. */
export function plainText(rows: readonly ResultRow[]): string {
  return rows.map((row) => `${row.map((cell) => cell ?? '').join('\t')}\n`).join('');
}

function csvCell(cell: string | null): string {
  return cell === null ? '' : `"${cell.replaceAll('"', '""')}"`;
}
