/** A column's values in Parquet's PLAIN encoding (Apache Parquet, *Encodings*, PLAIN = 0): little-endian, one after another. */

/** Each text's UTF-8 behind its length in four bytes. */
export function plainTexts(texts: readonly string[]): Uint8Array {
  let characters = 0;
  let longest = 0;
  for (const text of texts) {
    characters += text.length;
    if (text.length > longest) longest = text.length;
  }
  // Enough for ASCII, as most is; UTF-8 takes up to three bytes for a character of UTF-16.
  let buffer = Buffer.allocUnsafeSlow(characters + texts.length * LENGTH + longest * 2);
  let at = 0;
  for (const text of texts) {
    if (at + LENGTH + text.length * 3 > buffer.length) {
      const larger = Buffer.allocUnsafeSlow(buffer.length * 2 + text.length * 3);
      buffer.copy(larger, 0, 0, at);
      buffer = larger;
    }
    const length = buffer.write(text, at + LENGTH, 'utf8');
    buffer.writeUInt32LE(length, at);
    at += LENGTH + length;
  }
  return buffer.subarray(0, at);
}

const LENGTH = 4;

/** Whole numbers of 32 bits. Throws RangeError for a number that is none. */
export function plainInts(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of values.entries()) {
    if ((value | 0) !== value) throw new RangeError('an int column got what is no whole number of 32 bits');
    view.setInt32(index * 4, value, true);
  }
  return bytes;
}

/** Whole numbers of 64 bits, such as the milliseconds since 1970. */
export function plainLongs(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of values.entries()) view.setBigInt64(index * 8, BigInt(value), true);
  return bytes;
}

export function plainDoubles(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of values.entries()) view.setFloat64(index * 8, value, true);
  return bytes;
}

/** A bit each, the least significant first. */
export function plainFlags(values: readonly boolean[]): Uint8Array {
  const bytes = new Uint8Array((values.length + 7) >> 3);
  for (const [index, value] of values.entries())
    if (value) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (1 << (index & 7));
  return bytes;
}
