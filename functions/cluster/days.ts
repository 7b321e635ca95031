import type { SourceRecord } from '#schemas/record.ts';

export type Seen = { readonly first: string; readonly last: string };

/**
 * Between which ISO days records speak of a thing: from when a statement holds, or else the reference date of the
 * delivery that brought it, to the latest of these and its end. `referenceOf`: delivery id → reference date. That it was
 * first seen `earlier` counts only where a record says no day itself: another delivery may have brought that one before.
 * A day that was said and corrected since is none.
 */
export function seenBetween(
  records: readonly SourceRecord[],
  referenceOf: ReadonlyMap<string, string>,
  earlier: Seen['first'] | undefined,
): Seen {
  const days = records.flatMap((record) => {
    const reference = referenceOf.get(record.delivery_id);
    return [record.valid_from ?? reference, record.valid_to, reference].filter(
      (day) => day !== null && day !== undefined,
    );
  });
  if (earlier !== undefined && records.some((record) => record.valid_from === null)) days.push(earlier);
  const [first, ...rest] = days.toSorted();
  if (first === undefined) throw new RangeError('no record says when it holds, and no delivery either');
  return { first, last: rest.at(-1) ?? first };
}
