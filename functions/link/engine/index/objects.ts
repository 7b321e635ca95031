/** A stretch of an object, in bytes. */
export type ByteRange = { readonly from: number; readonly length: number };

/**
 * Where an index lies: immutable objects, read by byte range, and one object that is replaced on condition. A folder
 * on disk is one; a bucket fits as well (GET with Range; PUT with If-None-Match and If-Match).
 */
export interface IndexObjects {
  /** Two ranges that lie nearer to each other than this are cheaper to read as one. */
  readonly gapBytes: number;
  /**
   * The bytes of all ranges, one after the other, from the beginning of a memory, so that typed arrays may be laid over
   * them: of `memory` if it is given and large enough, else of one of their own. Throws if there is no such object or it
   * ends before a range does.
   */
  read(
    key: string,
    ranges: readonly ByteRange[],
    memory?: Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array<ArrayBuffer>>;
  /** All of an object, or undefined if there is none. */
  readWhole(key: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Writes an object, piece by piece, that is not there yet; it is there whole or not at all. */
  write(key: string, pieces: Iterable<Uint8Array>): Promise<void>;
  /** Replaces an object if its bytes are `expected` still (undefined: if there is none yet); false if they are not. */
  replace(key: string, bytes: Uint8Array, expected: Uint8Array | undefined): Promise<boolean>;
  /** Removes objects; those that are not there are gone already. */
  remove(keys: readonly string[]): Promise<void>;
}

export type ReadTally = { ranges: number; bytes: number };

/** The same objects; what is read is added to `tally`. */
export function countReads(objects: IndexObjects, tally: ReadTally): IndexObjects {
  return {
    gapBytes: objects.gapBytes,
    read: async (key, ranges, memory) => {
      const bytes = await objects.read(key, ranges, memory);
      tally.ranges += ranges.length;
      tally.bytes += bytes.length;
      return bytes;
    },
    readWhole: async (key) => {
      const bytes = await objects.readWhole(key);
      tally.ranges += 1;
      tally.bytes += bytes?.length ?? 0;
      return bytes;
    },
    write: (key, pieces) => objects.write(key, pieces),
    replace: (key, bytes, expected) => objects.replace(key, bytes, expected),
    remove: (keys) => objects.remove(keys),
  };
}
