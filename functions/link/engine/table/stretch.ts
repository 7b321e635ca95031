import type { DictionaryParts } from './text-dictionary.ts';

/** What stands in a part of an input, with codes of its own per column; all on shared memory. */
export type Stretch = {
  readonly rows: number;
  /** In the order of the input's columns; codes may be longer than `rows`. */
  readonly columns: readonly { readonly codes: Int32Array; readonly texts: DictionaryParts }[];
};
