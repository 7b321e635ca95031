import type { Comparison, LevelTest } from '../../model/comparison.ts';
import type { Encoded } from '../../encode/encoded.ts';
import { fieldOf } from '../../encode/encoded.ts';

/** What is found out once per distinct text, so that most pairs need not look at the texts. */
export type FactKind = 'letters' | 'bigrams' | 'words' | 'days' | 'number';

/** Four numbers of 32 bits per text stand at `records`; what they are depends on the kind. */
export const RECORD_BYTES = 16;

/** Facts about the texts of one field, and where they lie in the memory that threads share. */
export type Facts = {
  readonly kind: FactKind;
  readonly field: string;
  /** Of the text with code 0; the record before it is that of an unknown text. */
  readonly records: number;
  /** The texts themselves (`letters`), or the sets (`bigrams`, `words`): a size each, then its members, ascending. */
  readonly content: number;
  /** `size + 1` positions in the texts (`letters`). */
  readonly offsets: number;
  /** Fields that this one is compared with crosswise: their letters must be marked in the same way. */
  readonly comparedWith: readonly string[];
};

export type SharedLayout = {
  readonly facts: readonly Facts[];
  readonly bytes: number;
  readonly longest: number;
};

/** The fields whose texts a test looks at, and what must be known of them. */
export function neededFacts(test: LevelTest): { readonly kind: FactKind; readonly field: string }[] {
  if (test.test === 'swapped')
    return test.atLeast === undefined
      ? []
      : [
          { kind: 'letters', field: test.field },
          { kind: 'letters', field: test.other },
        ];
  const kind = KIND[test.test];
  return kind === null ? [] : [{ kind, field: test.field }];
}

const KIND: Readonly<Record<LevelTest['test'], FactKind | null>> = {
  exact: null,
  swapped: null,
  jaro_winkler: 'letters',
  edits: 'letters',
  prefix: 'letters',
  bigrams: 'bigrams',
  words: 'words',
  days: 'days',
  date_within: 'days',
  number: 'number',
};

const MOST_BYTES = 2 ** 32;
/** Bytes may be read 16 at a time, past the end of the last text. */
const SLACK = 64;

/** Lays out all facts that some comparisons need. Throws if they do not fit in the 4 GB that a module can address. */
export function layOut(encoded: Encoded, comparisons: readonly Comparison[]): SharedLayout {
  const facts = new Map<string, Facts>();
  let end = SLACK;
  let longest = 0;
  const place = (bytes: number): number => {
    const address = end;
    end = Math.ceil((end + bytes) / 16) * 16;
    return address;
  };
  const tests = comparisons.flatMap(({ levels }) => levels.flatMap((level) => level.tests));
  for (const { kind, field } of tests.flatMap(neededFacts)) {
    if (facts.has(`${kind} ${field}`)) continue;
    const { size, bytes, offsets } = fieldOf(encoded, field).texts;
    const sets = kind === 'bigrams' || kind === 'words';
    facts.set(`${kind} ${field}`, {
      kind,
      field,
      records: place(RECORD_BYTES * (size + 1)) + RECORD_BYTES,
      // A text of n bytes has fewer than n pairs of neighbours, and no more words.
      content: kind === 'letters' ? place(bytes.length) : sets ? place(4 * (bytes.length + size)) : 0,
      offsets: kind === 'letters' ? place(4 * (size + 1)) : 0,
      comparedWith: comparedAcross(tests, field),
    });
    for (let code = 0; code < size; code++)
      longest = Math.max(longest, (offsets[code + 1] ?? 0) - (offsets[code] ?? 0));
  }
  if (end + SLACK > MOST_BYTES)
    throw new RangeError(
      `The texts to compare need ${(end / 2 ** 30).toFixed(1)} GB, and 4 are possible: link in partitions`,
    );
  return { facts: [...facts.values()], bytes: end + SLACK, longest };
}

/** A field and all that it is compared with crosswise, directly or by way of others; in one order for all of them. */
function comparedAcross(tests: readonly LevelTest[], field: string): string[] {
  const group = new Set([field]);
  for (let before = 0; before < group.size; ) {
    before = group.size;
    for (const test of tests) {
      if (test.test !== 'swapped') continue;
      if (group.has(test.field)) group.add(test.other);
      if (group.has(test.other)) group.add(test.field);
    }
  }
  return [...group].toSorted();
}
/** Facts of one kind about a field. */
export function factsOf(shared: SharedLayout, kind: FactKind, field: string): Facts {
  const facts = shared.facts.find((one) => one.kind === kind && one.field === field);
  if (!facts) throw new Error(`No ${kind} were laid out for ${field}`);
  return facts;
}
