import type { Parsed } from '#schemas/values/parsed.ts';

export type CellValue = string | number | boolean | null;

export type SourceColumn = {
  /**
   * `value`: the file must have the column and each row a good value in it, else the row is rejected.
   * `column`: the file must have the column, cells may be empty. `no`: may be missing.
   * A bad cell where no value is needed becomes unknown, with a note; the row goes on.
   */
  readonly needed: 'value' | 'column' | 'no';
  readonly parse: (cell: string) => Parsed<CellValue>;
};

/**
 * How one supplier's file names our fields: header (CSV) or path of members (JSON, `naam.voornamen`) → field.
 * Case, spaces and punctuation of headers don't matter. A changed export gets a new version; older ones stay,
 * because older files may come again.
 */
export type SourceMapping<Field extends string> = {
  readonly version: string;
  readonly supplier: string;
  readonly headers: Readonly<Record<string, Field>>;
};

/** snapshot: what is absent is withdrawn; changes: what comes replaces; append: what comes is added. */
export type SourceMode = 'snapshot' | 'changes' | 'append';

/**
 * What a municipality agreed on for one source before a row of it is processed (R6). `mode` says what a delivery
 * means: `snapshot` everything there is (absent keys are withdrawn), `changes` rows that replace earlier ones of the
 * same key, `append` rows that come once.
 */
export type SourceContract<Field extends string = string> = {
  /** First segment of the object key, and the lake's `source`. */
  readonly name: string;
  readonly title: string;
  readonly mode: SourceMode;
  /** What tells rows apart. The first always has a value; an empty one further on is a value of its own. */
  readonly naturalKey: readonly Field[];
  readonly columns: Readonly<Record<Field, SourceColumn>>;
  readonly mappings: readonly SourceMapping<Field>[];
  /** Headers and top-level members that suppliers send and that are neither stored nor noted, e.g. for R15. */
  readonly readPast: readonly string[];
  /** *Bronhouder*. */
  readonly owner: string;
  readonly legalBasis: string;
  readonly purposes: readonly string[];
  /** Our own choice where no law sets it (see the ground). */
  readonly retention: { readonly months: number; readonly ground: string };
  /** Wet politiegegevens: stored apart, never linked, scored, alerted or exported (R7). */
  readonly policeData: boolean;
  /** Wet Bibob: stored apart, only inside a Bibob case (R9). */
  readonly bibob: boolean;
  /** Own officers' data (*boa*, Wpg art. 46): after a year open to targeted search only, gone by year 5 (R8). */
  readonly ownOfficer: boolean;
};

/** Where a source's records lie: what is linked, and apart from it what never is. */
export type StorageArea = 'staged' | 'police' | 'bibob';

export function storageArea(contract: Pick<SourceContract, 'policeData' | 'bibob'>): StorageArea {
  if (contract.policeData) return 'police';
  return contract.bibob ? 'bibob' : 'staged';
}

export const defineContract = <Field extends string>(
  contract: SourceContract<Field>,
): SourceContract<Field> => contract;
