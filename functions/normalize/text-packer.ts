import type { PackedTexts } from '#ports';

export type TextPacker = {
  /** Only ASCII: ids, hashes and tokens. Rows between this and the one before have no text. */
  put(row: number, text: string): void;
  packed(rows: number): PackedTexts;
};

/** Packs one text per row, in order of rows. */
export function textPacker(): TextPacker {
  let present = new Uint8Array(FIRST_ROWS);
  let bytes = Buffer.allocUnsafeSlow(FIRST_ROWS * 32);
  let at = 0;
  return {
    put: (row, text) => {
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
    packed: (rows) => ({ present: grown(present, rows).subarray(0, rows), bytes: bytes.subarray(0, at) }),
  };
}

const LENGTH = 4;
const FIRST_ROWS = 4096;

function grown(bytes: Uint8Array, size: number): Buffer<ArrayBuffer> {
  const larger = Buffer.alloc(Math.max(size, bytes.length));
  larger.set(bytes);
  return larger;
}
