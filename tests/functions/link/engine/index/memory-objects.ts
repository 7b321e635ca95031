import type { IndexObjects } from '#link/engine/index/objects.ts';

/** Objects in memory, as a bucket would hold them. */
export function memoryObjects(gapBytes = 64): IndexObjects & { readonly keys: () => string[] } {
  const objects = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    gapBytes,
    keys: () => [...objects.keys()],
    async read(key, ranges) {
      const whole = objects.get(key);
      if (!whole) throw new Error(`There is no object ${key}`);
      const all = new Uint8Array(ranges.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const { from, length } of ranges) {
        if (from + length > whole.length) throw new Error(`${key} ends before byte ${from + length}`);
        all.set(whole.subarray(from, from + length), at);
        at += length;
      }
      return all;
    },
    async readWhole(key) {
      return objects.get(key);
    },
    async write(key, pieces) {
      if (objects.has(key)) throw new Error(`${key} is there already`);
      objects.set(key, new Uint8Array(Buffer.concat([...pieces])));
    },
    async replace(key, bytes, expected) {
      const now = objects.get(key);
      const same =
        expected === undefined || now === undefined ? expected === now : Buffer.from(now).equals(expected);
      if (same) objects.set(key, new Uint8Array(bytes));
      return same;
    },
    async remove(keys) {
      for (const key of keys) objects.delete(key);
    },
  };
}
