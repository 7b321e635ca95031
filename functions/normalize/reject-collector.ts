import type { ReasonCount } from '#schemas/delivery.ts';
import type { Reject } from '#schemas/delivery-part.ts';
import type { RejectReason } from '#schemas/delivery-summary.ts';
import { firstLines, type Tally } from './tally.ts';

/** A delivery's rejects: all of them counted by reason, the first ones one by one. */
export type CollectedRejects = {
  readonly count: number;
  /** In order of lines. */
  readonly rejects: readonly Reject[];
  /** How many more there were than are told one by one. */
  readonly untold: number;
  /** With their first lines, commonest first. */
  readonly reasons: readonly RejectReason[];
};

export type CollectLimits = {
  /** Rejects told one by one; their rows as they came, in characters. */
  readonly rejectsTold: number;
  readonly deliveryRowsCharacters: number;
};

/**
 * Gathers the rejects of a delivery in bounded memory, for a file may have nothing but rejects. `told` counts them for
 * the delivery's reasons.
 */
export function rejectCollector(limits: CollectLimits, told: Tally) {
  const rejects: Reject[] = [];
  const reasons = new Map<string, RejectReason>();
  let count = 0;
  let room = limits.deliveryRowsCharacters;

  const tell = (reason: Omit<RejectReason, 'lines'>, line?: number): void => {
    const { code, column, message } = reason;
    count += reason.count;
    const lines = line === undefined ? [] : [line];
    told.add({ code, message }, { column: column ?? undefined, count: reason.count, lines });
    const key = `${code}\u0000${column ?? ''}`;
    const known = reasons.get(key);
    if (!known) reasons.set(key, { ...reason, lines });
    else {
      const first = [...firstLines(known.lines, lines)];
      reasons.set(key, { ...known, count: known.count + reason.count, lines: first });
    }
  };

  return {
    add: (reject: Reject): void => {
      const { code, column, line } = reject;
      tell(
        { code, column, message: code === 'duplicate_key' ? DUPLICATE_KEYS : reject.message, count: 1 },
        line,
      );
      if (rejects.length >= limits.rejectsTold) return;
      const { row, ...rest } = reject;
      room -= row === undefined ? 0 : sizeOf(row);
      rejects.push(row === undefined || room < 0 ? rest : reject);
    },
    /** Rejects that an earlier step only counted. */
    addCounted: ({ code, message, count: more }: ReasonCount): void =>
      tell({ code, column: null, message, count: more }),
    collected: (): CollectedRejects => ({
      count,
      rejects: rejects.toSorted((left, right) => left.line - right.line),
      untold: count - rejects.length,
      reasons: [...reasons.values()].toSorted(
        (left, right) => right.count - left.count || (left.code < right.code ? -1 : 1),
      ),
    }),
  };
}

/** Without the line, which differs from row to row. */
const DUPLICATE_KEYS = 'a row with the same key stands further up, and that one was taken; keep one of them';

const sizeOf = (row: NonNullable<Reject['row']>): number =>
  typeof row === 'string' ? row.length : row.reduce((sum, cell) => sum + cell.length + 1, 0);
