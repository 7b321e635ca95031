import { DeliveryId } from './ids.ts';

/**
 * The file of rejected rows that goes back to the steward: the header and rows as they came, and one more column with
 * the reason. Its header names the delivery; a file that has it is a supplement to that delivery.
 */
const REJECTED_COLUMN = /^Reden van afwijzing (dlv-[a-z2-7]{26})$/;

export const rejectedColumn = (id: DeliveryId): string => `Reden van afwijzing ${id}`;

export const isRejectedColumn = (header: string): boolean => REJECTED_COLUMN.test(header.trim());

/** Member of a JSON row that goes back. */
export const REJECTED_MEMBER = 'reden_van_afwijzing';

/** The delivery that a header says it mends, or undefined. */
export function mendedDelivery(header: readonly string[]): DeliveryId | undefined {
  for (const name of header) {
    const found = REJECTED_COLUMN.exec(name.trim())?.[1];
    if (found !== undefined) return DeliveryId.parse(found);
  }
  return undefined;
}

/** A file whose name the report gave: rows that were rejected. */
export const isRejectedName = (objectKey: string): boolean =>
  /\.rejected\.(csv|ndjson|xlsx)(\.gz)?$/i.test(objectKey);

/** The delivery that such a name tells, where the report's own name was kept. */
export function deliveryInName(objectKey: string): DeliveryId | undefined {
  const found = /(dlv-[a-z2-7]{26})\.rejected\./.exec(objectKey)?.[1];
  return found === undefined ? undefined : DeliveryId.parse(found);
}

/**
 * R48: a cell that begins so would be taken for a formula by a spreadsheet. One that looks guarded already gets a guard
 * more, so that what is taken off is always what was put on.
 */
const FORMULA = /^'*[=+\-@\t]/;
const GUARDED = /^'+[=+\-@\t]/;

export const withGuard = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);

export const withoutGuard = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell);
