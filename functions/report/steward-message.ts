import type { FileReport } from '#schemas/file-report.ts';
import { reportKey } from './report-keys.ts';
import { DUTCH_WORDS, ENGLISH_WORDS, type Words } from './report-words.ts';

/**
 * What the stewards' topic is told of a file: which delivery of which source, how it ended, counts, where to log in,
 * and where the report lies. Neither a value nor a file's name (a steward may have put a person's into one) nor a header is in it (R50).
 */
export function stewardMessage(report: FileReport, loginUrl: string, bucket: string) {
  const link = `${loginUrl.replace(/\/$/, '')}/${report.delivery_id}`;
  const place = `s3://${bucket}/${reportKey(report.delivery_id)}.txt`;
  // A folder that nobody agreed on may be named anything.
  const source = report.reasons.some((reason) => reason.code === 'no_contract') ? '?' : report.source;
  const lines = (words: Words, reportWord: string, placeWord: string): string =>
    [
      `${words.delivery}: ${report.delivery_id}`,
      `${words.source}: ${source}`,
      `${words.status}: ${words.statuses[report.status]}`,
      `${words.rows}: ${words.counted(report.rows_read, report.rows_accepted, report.rows_rejected)}`,
      ...[...countsByCode(report)].map(([code, count]) => `  ${count}x ${code}`),
      `${reportWord}: ${link}`,
      `${placeWord}: ${place}`,
    ].join('\n');
  return {
    subject: `Verband: ${ENGLISH_WORDS.statuses[report.status].split(',')[0] ?? ''} (${report.delivery_id.slice(-6)})`,
    body: `${lines(DUTCH_WORDS, 'Verslag na inloggen', 'Waar het ligt')}\n\n${lines(ENGLISH_WORDS, 'Report after login', 'Where it lies')}\n`,
    attributes: { kind: 'file_report', status: report.status, source },
  };
}

function countsByCode({ reasons }: FileReport): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { code, count } of reasons) counts.set(code, (counts.get(code) ?? 0) + count);
  return counts;
}
