import { type Table, UNKNOWN } from './table.ts';
import { hashOf, isBlank, TextDictionary } from './text-dictionary.ts';

/**
 * Rows of texts, as they are at hand, as a table: null and texts of white space alone are unknown. Throws RangeError
 * on a row that has not one cell per column.
 */
export function tableOfRows(
  columnNames: readonly string[],
  rows: Iterable<readonly (string | null)[]>,
): Table {
  const dictionaries = columnNames.map(() => new TextDictionary());
  const codes = columnNames.map((): number[] => []);
  let count = 0;
  for (const row of rows) {
    count++;
    if (row.length !== columnNames.length)
      throw new RangeError(`Row ${count} has ${row.length} cells, not ${columnNames.length}`);
    for (const [at, texts] of dictionaries.entries()) codes[at]?.push(codeOf(texts, row[at] ?? null));
  }
  return {
    rows: count,
    columns: dictionaries.map((texts, at) => ({
      name: columnNames[at] ?? '',
      codes: shared(codes[at] ?? []),
      texts: texts.texts(),
    })),
  };
}

/** The code of a text in a dictionary, which learns it if it is new. */
export function codeOf(texts: TextDictionary, text: string | null): number {
  if (text === null) return UNKNOWN;
  const bytes = Buffer.from(text);
  if (isBlank(bytes, 0, bytes.length)) return UNKNOWN;
  return texts.add(bytes, 0, bytes.length, hashOf(bytes, 0, bytes.length), 1);
}

function shared(codes: readonly number[]): Int32Array {
  const array = new Int32Array(new SharedArrayBuffer(4 * codes.length));
  array.set(codes);
  return array;
}
