import type { IndexObjects } from '../../engine/index/objects.ts';

/** An object that is to be replaced if its bytes are `expected` still. */
export type Replacement = {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly expected: Uint8Array | undefined;
};

/**
 * The same objects, but what would be seen by readers is put into `held` and not done: who waits for this thread does
 * it, when all else that belongs to it is on disk too and nothing can come between.
 */
export function holdBack(objects: IndexObjects, held: Replacement[]): IndexObjects {
  return {
    gapBytes: objects.gapBytes,
    read: (key, ranges, memory) => objects.read(key, ranges, memory),
    readWhole: (key) => objects.readWhole(key),
    write: (key, pieces) => objects.write(key, pieces),
    replace: async (key, bytes, expected) => {
      held.push({ key, bytes, expected });
      return true;
    },
    remove: (keys) => objects.remove(keys),
  };
}
