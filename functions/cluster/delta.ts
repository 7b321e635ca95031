import { canonicalJson } from '#schemas/canonical-json.ts';

/** Rows that came or changed, and keys of rows that went. */
export type Delta<Row, Key> = { readonly changed: readonly Row[]; readonly removed: readonly Key[] };

/** What turns the rows before into those of now. Rows before that are outside the scope stay as they are. */
export function differenceOf<Row, Key extends string>(
  before: readonly Row[],
  now: ReadonlyMap<Key, Row>,
  keyOf: (row: Row) => Key,
  inScope: (key: Key) => boolean,
): Delta<Row, Key> {
  const known = new Map(before.map((row) => [keyOf(row), row]));
  const isNew = (key: Key, row: Row): boolean => {
    const old = known.get(key);
    return old === undefined || canonicalJson(old) !== canonicalJson(row);
  };
  return {
    changed: [...now].filter(([key, row]) => isNew(key, row)).map(([, row]) => row),
    removed: [...known.keys()].filter((key) => inScope(key) && !now.has(key)),
  };
}
