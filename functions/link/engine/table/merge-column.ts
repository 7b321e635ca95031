import { defineTask } from '../threads/task.ts';
import { type Column, UNKNOWN } from './table.ts';
import { type DictionaryParts, hashOf, TextDictionary } from './text-dictionary.ts';

/** One column in the stretches of all inputs, in order; a stretch whose input does not have the column has no codes. */
export type ColumnParts = {
  readonly name: string;
  readonly parts: readonly {
    readonly rows: number;
    readonly known?: { readonly codes: Int32Array; readonly texts: DictionaryParts };
  }[];
};

/**
 * Makes the codes of stretches those of one dictionary, by first appearance: that of the first stretch goes on with
 * the texts of the next. So codes do not depend on where the input was cut.
 */
export const mergeColumn = defineTask(
  import.meta.url,
  'mergeColumn',
  ({ name, parts }: ColumnParts): Column => {
    const rows = parts.reduce((sum, part) => sum + part.rows, 0);
    const [first] = parts;
    if (parts.length === 1 && first?.known)
      return {
        name,
        codes: first.known.codes.subarray(0, rows),
        texts: new TextDictionary(first.known.texts).texts(),
      };
    const codes = new Int32Array(new SharedArrayBuffer(4 * rows));
    let all: TextDictionary | undefined;
    let row = 0;
    for (const { rows: count, known } of parts) {
      if (!known) codes.fill(UNKNOWN, row, row + count);
      else if (!all) {
        all = new TextDictionary(known.texts);
        codes.set(known.codes.subarray(0, count), row);
      } else {
        const renamed = addTexts(all, known.texts);
        for (let at = 0; at < count; at++) {
          const code = known.codes[at] ?? UNKNOWN;
          codes[row + at] = code === UNKNOWN ? UNKNOWN : (renamed[code] ?? UNKNOWN);
        }
      }
      row += count;
    }
    return { name, codes, texts: (all ?? new TextDictionary()).texts() };
  },
);

/** Codes in `all` of the texts of another dictionary. */
function addTexts(all: TextDictionary, { size, bytes, offsets, counts }: DictionaryParts): Int32Array {
  const renamed = new Int32Array(size);
  for (let code = 0; code < size; code++) {
    const start = offsets[code] ?? 0;
    const end = offsets[code + 1] ?? 0;
    renamed[code] = all.add(bytes, start, end, hashOf(bytes, start, end), counts[code] ?? 0);
  }
  return renamed;
}
