import { keySuccessor } from './keys.ts';

/** One line of a listing: an object (or version), or a common prefix that stands for all keys under it. */
export type Listed<R> = { readonly row: R } | { readonly group: string };

/**
 * Rolls keys up by delimiter. `rows` begin where the listing begins; at each common prefix the rows behind it are
 * asked for anew with `from`, so that a folder costs one look-up however much it holds.
 */
export function* rollUp<R extends { readonly key: string }>(
  rows: Iterable<R>,
  from: (key: string) => Iterable<R>,
  prefix: string,
  delimiter: string,
): Generator<Listed<R>> {
  let source: Iterable<R> | undefined = rows;
  while (source !== undefined) {
    let next: string | undefined;
    for (const row of source) {
      const group = commonPrefix(row.key, prefix, delimiter);
      if (group === undefined) {
        yield { row };
        continue;
      }
      yield { group };
      next = keySuccessor(group);
      break;
    }
    source = next === undefined ? undefined : from(next);
  }
}

export function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined;
  const cut = key.indexOf(delimiter, prefix.length);
  return cut < 0 ? undefined : key.slice(0, cut + delimiter.length);
}

/** The first `limit` lines, and whether there are more. A limit of 0 gives nothing and has nothing more, as on AWS. */
export function page<T>(lines: Iterable<T>, limit: number): { lines: readonly T[]; truncated: boolean } {
  const taken: T[] = [];
  if (limit === 0) return { lines: taken, truncated: false };
  for (const line of lines) {
    if (taken.length === limit) return { lines: taken, truncated: true };
    taken.push(line);
  }
  return { lines: taken, truncated: false };
}
