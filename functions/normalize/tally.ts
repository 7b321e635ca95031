import type { ReasonCount } from '#schemas/delivery.ts';
import type { Remark } from '#schemas/values/parsed.ts';

/** Where a step of normalizing tells what it mended or left out; `column` is the header. */
export type Notes = { add(remark: Remark, column?: string): void };

/** Counts reasons by code and message; messages hold no values, so there are few. */
export type Tally = {
  add(remark: Remark, column?: string, count?: number): void;
  /** Commonest first, then by code and message, so that equal files give equal lists. */
  counts(): ReasonCount[];
};

export function tally(): Tally {
  const counts = new Map<string, { code: string; message: string; count: number }>();
  return {
    add: ({ code, message }, column, count = 1) => {
      const told = column === undefined ? message : `${column}: ${message}`;
      const key = `${code}\u0000${told}`;
      const known = counts.get(key);
      if (known) known.count += count;
      else counts.set(key, { code, message: told, count });
    },
    counts: () =>
      [...counts.values()].toSorted(
        (left, right) =>
          right.count - left.count || compare(left.code, right.code) || compare(left.message, right.message),
      ),
  };
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
