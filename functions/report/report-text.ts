import type { DeliveryStatus } from '#schemas/delivery.ts';
import type { Oddity } from '#schemas/delivery-summary.ts';
import type { FileReport } from '#schemas/file-report.ts';
import { dutchReason } from './dutch-reasons.ts';
import { DUTCH_WORDS, ENGLISH_WORDS, type Words } from './report-words.ts';

/** The report for people: Dutch, then English. */
export function reportText(report: FileReport): string {
  return `${inLanguage(report, DUTCH_WORDS, 'nl')}\n\n${'-'.repeat(72)}\n\n${inLanguage(report, ENGLISH_WORDS, 'en')}\n`;
}

type Language = 'nl' | 'en';

function inLanguage(report: FileReport, words: Words, language: Language): string {
  return [
    [words.title],
    headOf(report, words),
    reasonsOf(report, words, language),
    linesOf(report, words, language),
    changesOf(report, words),
    odditiesOf(report.oddities, words),
    rejectedOf(report, words),
  ]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n');
}

function headOf(report: FileReport, words: Words): string[] {
  const facts: readonly (readonly [string, string])[] = [
    [words.file, report.object_key],
    [words.delivery, report.delivery_id],
    [words.source, report.source],
    [words.received, report.received_at],
    [words.speaksOf, report.reference_date],
    [words.status, words.statuses[report.status]],
    [words.rows, words.counted(report.rows_read, report.rows_accepted, report.rows_rejected)],
    ...(report.supplement ? [[words.supplement, report.supplement.of ?? words.unnamed] as const] : []),
    ...(report.release
      ? [
          [
            words.released,
            `${report.release.by.id} (${report.release.by.team}), ${report.release.at}`,
          ] as const,
        ]
      : []),
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
}

/** Reasons of rejects stand with their lines below; here is the rest: what is to be known of the file. */
function reasonsOf(report: FileReport, words: Words, language: Language): string[] {
  const told = new Set(
    report.rejects.map(({ column, message }) => (column === null ? message : `${column}: ${message}`)),
  );
  const notes = report.reasons.filter((reason) => !told.has(reason.message));
  if (notes.length === 0) return [];
  return [
    words.notes,
    ...notes.map(
      ({ code, message, count, lines = [] }) =>
        `  ${count}x ${code}: ${language === 'nl' ? noteInDutch(code, message) : message}${linesIn(lines, count, words)}`,
    ),
  ];
}

/** A note's message begins with its column, or names it between quotation marks. */
function noteInDutch(code: string, message: string): string {
  const dutch = dutchReason(code, message);
  if (dutch === message) return message;
  const column = /^([^:]{1,60}): /.exec(message)?.[1] ?? /"([^"]{1,60})"/.exec(message)?.[1];
  return column === undefined ? dutch : `${column}: ${dutch}`;
}

function linesOf(report: FileReport, words: Words, language: Language): string[] {
  if (report.rejects.length === 0) return [];
  return [
    words.rejects,
    ...report.rejects.map(({ code, column, message, count, lines }) => {
      const told = language === 'nl' ? dutchReason(code, message) : message;
      return `  ${count}x ${code}: ${column === null ? '' : `${column}: `}${told}${linesIn(lines, count, words)}`;
    }),
  ];
}

/** A line of its own with the first lines of the file on which to look. */
const linesIn = (lines: readonly number[], count: number, words: Words): string =>
  lines.length === 0 ? '' : `\n     ${words.lines} ${lines.join(', ')}${count > lines.length ? ' …' : ''}`;

function changesOf({ changes }: FileReport, words: Words): string[] {
  if (!changes) return [];
  return [
    words.changes,
    `  ${words.changed(changes.new, changes.changed, changes.unchanged, changes.withdrawn)}`,
    ...(changes.kept_open > 0 ? [`  ${words.keptOpen(changes.kept_open)}`] : []),
  ];
}

function odditiesOf(oddities: readonly Oddity[], words: Words): string[] {
  if (oddities.length === 0) return [];
  return [words.odd, ...oddities.map((oddity) => `  ${oddityIn(oddity, words)}`)];
}

function oddityIn(oddity: Oddity, words: Words): string {
  if (oddity.kind === 'volume')
    return words.volume(oddity.rows, oddity.mean, oddity.deviation, oddity.deliveries);
  if (oddity.kind === 'new_codes') return words.newCodes(oddity.column, oddity.codes.join(', '));
  return words.emptyShare(oddity.column, percent(oddity.before), percent(oddity.now));
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;

function rejectedOf({ rejected_rows: rows, delivery_id, status }: FileReport, words: Words): string[] {
  const held: DeliveryStatus = 'quarantined';
  return [
    ...(rows ? [words.rejectedFile(rows.key, rows.rows), words.mend] : []),
    ...(rows && rows.left_out > 0 ? [words.leftOut(rows.left_out)] : []),
    ...(status === held ? [words.release(delivery_id)] : []),
  ];
}
