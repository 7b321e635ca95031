import { defineTask } from '../threads/task.ts';
import { columnBuffers, type StretchColumn } from './stretch.ts';
import { type Column, UNKNOWN } from './table.ts';
import { release, TextDictionary } from './text-dictionary.ts';

/** One column in the stretches of all inputs, in order; a stretch whose input does not have the column has no codes. */
export type ColumnParts = {
  readonly name: string;
  readonly parts: readonly { readonly rows: number; readonly known?: StretchColumn }[];
};

/**
 * Makes the codes of stretches those of one dictionary, by first appearance: that of the first stretch goes on with
 * the texts of the next. So codes do not depend on where the input was cut. The parts are used up.
 */
export const mergeColumn = defineTask(import.meta.url, 'mergeColumn', merge, {
  input: ({ parts }) => parts.flatMap(({ known }) => (known ? columnBuffers(known) : [])),
});

function merge({ name, parts }: ColumnParts): Column {
  const codes = new Int32Array(
    new SharedArrayBuffer(parts.reduce((bytes, part) => bytes + part.rows * Int32Array.BYTES_PER_ELEMENT, 0)),
  );
  let all: TextDictionary | undefined;
  let row = 0;
  for (const { rows, known } of parts) {
    if (!known) codes.fill(UNKNOWN, row, row + rows);
    else {
      if (all) rename(known.codes, all.addTexts(known.texts), rows);
      codes.set(known.codes.subarray(0, rows), row);
      known.codes.buffer.transfer(0);
      if (all) release(known.texts);
      else all = new TextDictionary(known.texts);
    }
    row += rows;
  }
  return { name, codes, texts: (all ?? new TextDictionary()).texts() };
}

function rename(codes: Int32Array, renamed: Int32Array, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const code = codes[row] ?? UNKNOWN;
    if (code !== UNKNOWN) codes[row] = renamed[code] ?? UNKNOWN;
  }
}
