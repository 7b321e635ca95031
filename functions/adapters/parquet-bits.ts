/**
 * Runs of small whole numbers as Parquet's RLE / bit-packing hybrid writes them (Apache Parquet, *Encodings*, RLE = 3):
 * one run, either of one value repeated or of all values packed, least significant bit first, in groups of eight.
 */
export function repeatedRun(value: number, count: number, bitWidth: number): Uint8Array {
  const header = varint(count * 2);
  const bytes = new Uint8Array(header.length + ((bitWidth + 7) >> 3));
  bytes.set(header);
  for (let at = header.length, rest = value; at < bytes.length; at += 1, rest >>>= 8) bytes[at] = rest & 0xff;
  return bytes;
}

/** `values`: each below 2 ** `bitWidth`, which is 24 at most. */
export function packedRun(values: Int32Array, bitWidth: number): Uint8Array {
  const groups = (values.length + 7) >> 3;
  const header = varint(groups * 2 + 1);
  const bytes = new Uint8Array(header.length + groups * bitWidth);
  bytes.set(header);
  let at = header.length;
  let held = 0;
  let bits = 0;
  for (let index = 0; index < values.length; index += 1) {
    held |= (values[index] ?? 0) << bits;
    for (bits += bitWidth; bits >= 8; bits -= 8) {
      bytes[at] = held & 0xff;
      at += 1;
      held >>>= 8;
    }
  }
  if (bits > 0) bytes[at] = held;
  return bytes;
}

/** Definition levels of a flat optional column. `present`: 1 for a row that has a value, else 0. */
export function presenceLevels(present: Uint8Array): Uint8Array {
  if (!present.includes(0)) return repeatedRun(1, present.length, 1);
  const groups = (present.length + 7) >> 3;
  const header = varint(groups * 2 + 1);
  const bytes = new Uint8Array(header.length + groups);
  bytes.set(header);
  for (let index = 0; index < present.length; index += 1) {
    const at = header.length + (index >> 3);
    bytes[at] = (bytes[at] ?? 0) | ((present[index] ?? 0) << (index & 7));
  }
  return bytes;
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Uint8Array.of(...bytes, rest);
}
