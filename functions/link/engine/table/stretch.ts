import { buffersOf, type DictionaryParts } from './text-dictionary.ts';

/** One column of a stretch, with codes of its own; codes may be longer than the stretch has rows. */
export type StretchColumn = { readonly codes: Int32Array<ArrayBuffer>; readonly texts: DictionaryParts };

/** What stands in a part of an input: its wanted columns, in the input's order. */
export type Stretch = { readonly rows: number; readonly columns: readonly StretchColumn[] };

/** The memory that a column stands on. */
export const columnBuffers = ({ codes, texts }: StretchColumn): ArrayBuffer[] => [
  codes.buffer,
  ...buffersOf(texts),
];
