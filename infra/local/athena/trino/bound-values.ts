/** A statement without the versions and the day that it is bound to, and these in their order. */
export type Apart = { readonly template: string; readonly values: readonly string[] };

/** How a query is pinned to a version: `version BETWEEN 3 AND 7`, `version = 7`, `DATE '2026-10-15' AS as_of, 7 AS version`. */
const BOUND =
  /(\bversion (?:BETWEEN |= ))(\d{1,9})(?: AND (\d{1,9}))?\b|(\bDATE ')(\d{4}-\d\d-\d\d)(' AS as_of, )(\d{1,9})(?= AS version\b)/g;
/** What stands for the values: of their kind, and found in no statement. */
const NUMBERS_FROM = 1_913_000_000;
const DAY = '1913-01-01';
const STAND_IN = /\b1913(?:-01-01|\d{6})\b/g;
const MOST = 1_000;

/** Undefined where nothing is bound, or where a stand-in stands already. */
export function takeApart(sql: string): Apart | undefined {
  if (STAND_IN.test(sql)) {
    STAND_IN.lastIndex = 0;
    return undefined;
  }
  const values: string[] = [];
  let days = 0;
  const standIn = (value: string): string => String(NUMBERS_FROM + values.push(value) - 1);
  const template = sql.replace(
    BOUND,
    (
      _all,
      before: string | undefined,
      first: string,
      second: string | undefined,
      quote: string,
      day: string,
      after: string,
      version: string,
    ) => {
      if (before !== undefined)
        return `${before}${standIn(first)}${second === undefined ? '' : ` AND ${standIn(second)}`}`;
      days += 1;
      // The day's place among the values is that before its version's.
      values.push(day);
      return `${quote}${DAY}${after}${standIn(version)}`;
    },
  );
  return values.length === 0 || values.length > MOST || days > 1 ? undefined : { template, values };
}

/** The values where their stand-ins stand. */
export function putBack(text: string, { values }: Apart): string {
  return text.replace(STAND_IN, (standIn) =>
    standIn === DAY
      ? (values.find((value) => value.includes('-')) ?? standIn)
      : (values[Number(standIn) - NUMBERS_FROM] ?? standIn),
  );
}
