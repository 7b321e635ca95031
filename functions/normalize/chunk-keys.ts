import { type RecordId, isRecordId } from '#schemas/ids.ts';

/**
 * The natural keys of a chunk's rows, as their subjects' record ids, with their lines: to find the same key in other
 * chunks. Stored as they are kept in memory: of each key the id's 30 characters, then the line in four bytes,
 * little-endian.
 */
export type KeyWriter = {
  add(id: RecordId, line: number): void;
  bytes(): Uint8Array;
};

const ID_BYTES = 30;
const KEY_BYTES = ID_BYTES + 4;

export function keyWriter(): KeyWriter {
  let bytes = Buffer.allocUnsafeSlow(4096 * KEY_BYTES);
  let at = 0;
  return {
    add: (id, line) => {
      if (at + KEY_BYTES > bytes.length) {
        const larger = Buffer.allocUnsafeSlow(bytes.length * 2);
        bytes.copy(larger, 0, 0, at);
        bytes = larger;
      }
      bytes.write(id, at, 'latin1');
      bytes.writeUInt32LE(line, at + ID_BYTES);
      at += KEY_BYTES;
    },
    bytes: () => bytes.subarray(0, at),
  };
}

/** Throws RangeError for bytes that no key writer wrote. */
export function eachKey(bytes: Uint8Array, visit: (id: RecordId, line: number) => void): void {
  if (bytes.length % KEY_BYTES !== 0) throw new RangeError('a file of keys is cut off');
  const keys = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < keys.length; at += KEY_BYTES) {
    const id = keys.toString('latin1', at, at + ID_BYTES);
    if (!isRecordId(id)) throw new RangeError('a file of keys holds what is no record id');
    visit(id, keys.readUInt32LE(at + ID_BYTES));
  }
}
