import type { SourceContract, SourceMapping } from './contract.ts';

/** How the names of one file (headers, or paths of members) fall on a contract's fields. */
export type MatchedNames = {
  readonly mapping: SourceMapping<string>;
  /** Per name: its field, or null where it is read past. */
  readonly fields: readonly (string | null)[];
  /** Fields that the file must have and has not. */
  readonly missing: readonly string[];
  /** Names that the contract does not know at all. */
  readonly unknown: readonly string[];
  /** Names whose field an earlier name has already. */
  readonly doubled: readonly string[];
};

/** Case, white space and punctuation of a header don't matter. */
export const plainName = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** Takes the mapping that knows most of the names; the newest of equals, which stands first. */
export function matchNames(contract: SourceContract, names: readonly string[]): MatchedNames {
  const readPast = new Set(contract.readPast.map(plainName));
  let best: MatchedNames | undefined;
  let most = -1;
  for (const mapping of contract.mappings) {
    const matched = matchMapping(contract, mapping, names, readPast);
    const known = matched.fields.filter((field) => field !== null).length;
    if (known > most) [best, most] = [matched, known];
  }
  if (!best) throw new RangeError(`contract ${contract.name} has no mapping`);
  return best;
}

function matchMapping(
  contract: SourceContract,
  mapping: SourceMapping<string>,
  names: readonly string[],
  readPast: ReadonlySet<string>,
): MatchedNames {
  const byName = new Map(
    Object.entries(mapping.headers).map(([header, field]) => [plainName(header), field]),
  );
  const taken = new Set<string>();
  const unknown: string[] = [];
  const doubled: string[] = [];
  const fields = names.map((name) => {
    const field = byName.get(plainName(name));
    if (field === undefined) {
      const [first = ''] = name.split('.');
      if (!readPast.has(plainName(name)) && !readPast.has(plainName(first))) unknown.push(name);
      return null;
    }
    if (taken.has(field)) {
      doubled.push(name);
      return null;
    }
    taken.add(field);
    return field;
  });
  const missing = Object.entries(contract.columns)
    .filter(([field, column]) => column.needed !== 'no' && !taken.has(field))
    .map(([field]) => field);
  return { mapping, fields, missing, unknown, doubled };
}

/** What a supplier calls a field: its first header in a mapping, for messages to the steward. */
export const headerOf = (mapping: SourceMapping<string>, field: string): string =>
  Object.entries(mapping.headers).find(([, named]) => named === field)?.[0] ?? field;
