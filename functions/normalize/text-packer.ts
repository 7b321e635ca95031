import type { ColumnKeeper } from './column-keeper.ts';

/** Packs one text per row, in order of rows. Only ASCII: ids, hashes and tokens. Throws TypeError for what is no text. */
export function textPacker(): ColumnKeeper {
  let present = new Uint8Array(FIRST_ROWS);
  let bytes = Buffer.allocUnsafeSlow(FIRST_ROWS * 32);
  let at = 0;
  return {
    put: (row, text) => {
      if (typeof text !== 'string') throw new TypeError('only texts are packed');
      if (row >= present.length) present = grown(present, row * 2);
      if (at + LENGTH + text.length > bytes.length) bytes = grown(bytes, (at + text.length) * 2);
      present[row] = 1;
      bytes[at] = text.length & 0xff;
      bytes[at + 1] = text.length >> 8;
      bytes[at + 2] = 0;
      bytes[at + 3] = 0;
      bytes.write(text, at + LENGTH, 'latin1');
      at += LENGTH + text.length;
    },
    get isEmpty() {
      return at === 0;
    },
    values: (rows) => ({ present: grown(present, rows).subarray(0, rows), bytes: bytes.subarray(0, at) }),
  };
}

const LENGTH = 4;
const FIRST_ROWS = 4096;

function grown(bytes: Uint8Array, size: number): Buffer<ArrayBuffer> {
  const larger = Buffer.alloc(Math.max(size, bytes.length));
  larger.set(bytes);
  return larger;
}
