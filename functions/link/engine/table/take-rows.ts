import { type Column, type Table, UNKNOWN } from './table.ts';
import { TextDictionary, hashOf } from './text-dictionary.ts';

/** Some rows of a table, in the order in which they are given, as a table of its own: codes by first appearance there. */
export function takeRows(table: Table, rows: Uint32Array): Table {
  return {
    rows: rows.length,
    columns: table.columns.map((column) => takeColumn(column, rows)),
    ...(table.inputs ? { inputs: inputsOf(table.inputs, rows) } : {}),
  };
}

function takeColumn({ name, codes, texts }: Column, rows: Uint32Array): Column {
  const taken = new Int32Array(new SharedArrayBuffer(4 * rows.length));
  const own = new Int32Array(texts.size).fill(UNKNOWN);
  const dictionary = new TextDictionary();
  for (let at = 0; at < rows.length; at++) {
    const code = codes[rows[at] ?? 0] ?? UNKNOWN;
    const known = code < 0 ? UNKNOWN : (own[code] ?? UNKNOWN);
    if (code < 0) taken[at] = UNKNOWN;
    else if (known !== UNKNOWN) {
      dictionary.count(known);
      taken[at] = known;
    } else {
      const from = texts.offsets[code] ?? 0;
      const to = texts.offsets[code + 1] ?? 0;
      taken[at] = own[code] = dictionary.add(texts.bytes, from, to, hashOf(texts.bytes, from, to), 1);
    }
  }
  return { name, codes: taken, texts: dictionary.texts() };
}

function inputsOf(inputs: Uint8Array, rows: Uint32Array): Uint8Array {
  const taken = new Uint8Array(new SharedArrayBuffer(rows.length));
  for (let at = 0; at < rows.length; at++) taken[at] = inputs[rows[at] ?? 0] ?? 0;
  return taken;
}

/** At most so many rows of a table, evenly spread. */
export function sampleRows(table: Table, most: number): Table {
  if (table.rows <= most) return table;
  return takeRows(
    table,
    Uint32Array.from({ length: most }, (_, i) => Math.floor((i * table.rows) / most)),
  );
}
