import type { ReasonCount } from '#schemas/delivery.ts';
import { SETTINGS } from '#schemas/settings.ts';
import type { Remark } from '#schemas/values/parsed.ts';

/** Where a step of normalizing tells what it mended or left out; `column` is the header. */
export type Notes = { add(remark: Remark, column?: string): void };

/** Counts reasons by code and message; messages hold no values, so there are few. */
export type Tally = {
  /** `lines`: on which it occurred, or the first of them. */
  add(remark: Remark, of?: { column?: string | undefined; count?: number; lines?: readonly number[] }): void;
  /** Commonest first, then by code and message, so that equal files give equal lists; each with its first lines. */
  counts(): ReasonCount[];
};

export function tally(): Tally {
  const counts = new Map<
    string,
    { code: string; message: string; count: number; lines: readonly number[] }
  >();
  return {
    add: ({ code, message }, { column, count = 1, lines = [] } = {}) => {
      const told = column === undefined ? message : `${column}: ${message}`;
      const key = `${code}\u0000${told}`;
      const known = counts.get(key);
      if (!known) counts.set(key, { code, message: told, count, lines: firstLines([], lines) });
      else {
        known.count += count;
        known.lines = firstLines(known.lines, lines);
      }
    },
    counts: () =>
      [...counts.values()]
        .toSorted(
          (left, right) =>
            right.count - left.count ||
            compare(left.code, right.code) ||
            compare(left.message, right.message),
        )
        .map(({ lines, ...reason }) => (lines.length === 0 ? reason : { ...reason, lines: [...lines] })),
  };
}

/** The smallest of both, as many as are told. */
export function firstLines(known: readonly number[], more: readonly number[]): readonly number[] {
  const last = known.at(-1) ?? 0;
  // As it is of nearly all of a file's lines.
  if (known.length === SETTINGS.report.firstLines && more.every((line) => line > last)) return known;
  return [...known, ...more].toSorted((left, right) => left - right).slice(0, SETTINGS.report.firstLines);
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
