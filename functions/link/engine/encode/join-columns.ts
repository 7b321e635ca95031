import { type Column, UNKNOWN } from '../table/table.ts';
import { TextDictionary, hashOf } from '../table/text-dictionary.ts';

const SPACE = 0x20;

/**
 * Several columns as one: per row the known texts with a space between them. Unknown if none is known, or with
 * `needsAll` if one is not.
 */
export function joinColumns(columns: readonly Column[], rows: number, needsAll: boolean): Column {
  const codes = new Int32Array(new SharedArrayBuffer(4 * rows));
  const dictionary = new TextDictionary();
  let joined = new Uint8Array(1 << 10);
  for (let row = 0; row < rows; row++) {
    let length = 0;
    let known = 0;
    for (const { codes: own, texts } of columns) {
      const code = own[row] ?? UNKNOWN;
      if (code < 0) continue;
      const from = texts.offsets[code] ?? 0;
      const to = texts.offsets[code + 1] ?? from;
      if (length + 1 + to - from > joined.length) {
        const larger = new Uint8Array(2 * (length + 1 + to - from));
        larger.set(joined);
        joined = larger;
      }
      if (known > 0) joined[length++] = SPACE;
      for (let i = from; i < to; i++) joined[length++] = texts.bytes[i] ?? 0;
      known += 1;
    }
    const isKnown = needsAll ? known === columns.length : known > 0;
    codes[row] = isKnown ? dictionary.add(joined, 0, length, hashOf(joined, 0, length), 1) : UNKNOWN;
  }
  return { name: columns.map(({ name }) => name).join(' '), codes, texts: dictionary.texts() };
}
