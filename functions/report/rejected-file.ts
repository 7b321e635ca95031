import type { Reject, RowAsCame } from '#schemas/delivery-part.ts';
import type { RejectedRows } from '#schemas/delivery-summary.ts';
import type { DeliveryId } from '#schemas/ids.ts';
import { REJECTED_MEMBER, isRejectedColumn, rejectedColumn, withGuard } from '#schemas/rejected-file.ts';
import { dutchReason } from './dutch-reasons.ts';

export const REJECTED_ENDINGS = ['.rejected.csv', '.rejected.ndjson'] as const;

export type RejectedFile = {
  readonly ending: (typeof REJECTED_ENDINGS)[number];
  readonly text: string;
  readonly rows: number;
};

/**
 * The rejected rows as they came, each with its reason behind it: to be mended and dropped again. A CSV keeps its
 * header and delimiter; cells that a spreadsheet would take for formulas are guarded by `'` (R48), which is taken off
 * again when the file comes back.
 */
export function rejectedFile(id: DeliveryId, { format, rejects }: RejectedRows): RejectedFile {
  const kept = rejects.flatMap((reject) => (reject.row === undefined ? [] : [{ reject, row: reject.row }]));
  const rows = kept.length;
  if (format.format === 'ndjson') {
    const lines = kept.map(({ reject, row }) => jsonLine(row, reasonOf(reject)));
    return { ending: '.rejected.ndjson', text: lines.map((line) => `${line}\n`).join(''), rows };
  }
  const { delimiter, header } = format;
  // Rows that were mended once and are still wrong carry the column of last time.
  const own = header.map((name) => !isRejectedColumn(name));
  const cellRows = kept.map(({ reject, row }) => {
    const cells = cellsOf(row, delimiter).filter((_cell, index) => own[index] ?? true);
    const missing = own.filter(Boolean).length - cells.length;
    return [...cells, ...Array.from({ length: Math.max(0, missing) }, () => ''), reasonOf(reject)];
  });
  const first = [...header.filter((_name, index) => own[index]), rejectedColumn(id)];
  const text = [first, ...cellRows].map((cells) =>
    cells.map((cell) => csvCell(cell, delimiter)).join(delimiter),
  );
  return { ending: '.rejected.csv', text: `\uFEFF${text.join('\r\n')}\r\n`, rows };
}

/** A line with a quotation mark too many has no cells of its own; it is cut at every delimiter. */
const cellsOf = (row: RowAsCame, delimiter: string): string[] =>
  typeof row === 'string' ? row.split(delimiter) : row;

function csvCell(value: string, delimiter: string): string {
  const cell = withGuard(value);
  return cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function jsonLine(row: RowAsCame, reason: string): string {
  const text = typeof row === 'string' ? row : JSON.stringify(row);
  const value = parsed(text);
  return JSON.stringify(
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value, [REJECTED_MEMBER]: reason }
      : { rij: text, [REJECTED_MEMBER]: reason },
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const reasonOf = ({ code, column, message }: Reject): string =>
  `${column === null ? '' : `${column}: `}${dutchReason(code, message)} / ${message}`;
