import type { SourceRecord } from '#schemas/record.ts';

export type Seen = { readonly first: string; readonly last: string };

/**
 * Between which ISO days records speak of a thing: from when a statement holds, or else the reference date of the
 * delivery that brought it, to the latest of these and its end. `referenceOf`: delivery id → reference date.
 */
export function seenBetween(
  records: readonly SourceRecord[],
  referenceOf: ReadonlyMap<string, string>,
  earlier: Seen | undefined,
): Seen {
  const days = records.flatMap((record) => {
    const reference = referenceOf.get(record.delivery_id);
    return [record.valid_from ?? reference, record.valid_to, reference].filter(
      (day) => day !== null && day !== undefined,
    );
  });
  if (earlier) days.push(earlier.first, earlier.last);
  const [first, ...rest] = days.toSorted();
  if (first === undefined) throw new RangeError('no record says when it holds, and no delivery either');
  return { first, last: rest.at(-1) ?? first };
}
