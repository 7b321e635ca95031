import { isUtf8 } from 'node:buffer';
import type { StretchColumn } from '../stretch.ts';
import { UNKNOWN } from '../table.ts';
import { hashOf, isBlank, TextDictionary } from '../text-dictionary.ts';

/**
 * A column of codes that grows row by row. Texts are known before rows have them, as a Parquet page brings a dictionary
 * in an order of its own, with texts that no row may have; they get their codes in `finish`, in order of rows.
 */
export class ColumnCodes {
  readonly #codes: Int32Array<ArrayBuffer>;
  #rows = 0;
  readonly #known = new TextDictionary();

  constructor(rows: number) {
    this.#codes = new Int32Array(rows);
  }

  /** The number of a text; `UNKNOWN` if it is empty or white space. */
  know(text: Uint8Array): number {
    return isBlank(text, 0, text.length)
      ? UNKNOWN
      : this.#known.add(text, 0, text.length, hashOf(text, 0, text.length), 0);
  }

  /** One row more, with the text of that number. */
  add(number: number): void {
    this.#codes[this.#rows++] = number;
  }

  /** Undefined if a text is not UTF-8. The codes are of no use afterwards. */
  finish(): StretchColumn | undefined {
    const known = this.#known.texts();
    if (!areUtf8(known)) return undefined;
    const codes = this.#codes;
    const codeOf = new Int32Array(known.size).fill(UNKNOWN);
    const texts = new TextDictionary();
    for (let row = 0; row < this.#rows; row++) {
      const number = codes[row] ?? UNKNOWN;
      if (number === UNKNOWN) continue;
      const code = codeOf[number] ?? UNKNOWN;
      if (code === UNKNOWN) {
        const [start, end] = [known.offsets[number] ?? 0, known.offsets[number + 1] ?? 0];
        codes[row] = texts.add(known.bytes, start, end, hashOf(known.bytes, start, end), 1);
        codeOf[number] = codes[row] ?? UNKNOWN;
      } else {
        codes[row] = code;
        texts.count(code);
      }
    }
    return { codes, texts: texts.parts() };
  }
}

/** All texts in one go: they are UTF-8 if together they are, and none begins in the middle of a character. */
function areUtf8({
  size,
  bytes,
  offsets,
}: {
  size: number;
  bytes: Uint8Array;
  offsets: Uint32Array;
}): boolean {
  // On memory of its own, as Node refuses to look at shared memory.
  if (!isUtf8(new Uint8Array(bytes))) return false;
  for (let text = 0; text < size; text++)
    if (((bytes[offsets[text] ?? 0] ?? 0) & 0xc0) === 0x80) return false;
  return true;
}
