import type { StoredWords } from '../look-up.ts';
import type { IndexObjects } from '../objects.ts';
import { PAGE } from '../sorted-words.ts';

/** Part `index` of `count`: the keys whose hash lies in that part of all hashes, of every rule. */
export type KeyPart = { readonly index: number; readonly count: number };

/** The first half of a key is from `from` (inclusive) to `to`. */
const rangeOf = ({ index, count }: KeyPart) => ({
  from: Math.ceil((index / count) * 2 ** 32),
  to: Math.ceil(((index + 1) / count) * 2 ** 32),
});

/** The entries of a list whose keys are of a part: one stretch, as lists are sorted by key. */
export async function entriesOfPart(
  objects: IndexObjects,
  { part: stored, stride, keyWords, fences }: StoredWords,
  part: KeyPart,
): Promise<Uint32Array> {
  const { from, to } = rangeOf(part);
  const entries = stored.bytes / 4 / stride;
  const pages = fences.length / keyWords;
  const firstOf = (page: number) => fences[page * keyWords] ?? 0;
  // The page before the first that begins in the range may end in it.
  const low = Math.max(0, lowest(pages, (page) => firstOf(page) >= from) - 1);
  const high = lowest(pages, (page) => firstOf(page) >= to);
  const begin = low * PAGE;
  const end = Math.min(high * PAGE, entries);
  if (end <= begin) return new Uint32Array();
  const bytes = await objects.read(stored.object, [
    { from: stored.from + begin * stride * 4, length: (end - begin) * stride * 4 },
  ]);
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const keyAt = (entry: number) => words[entry * stride] ?? 0;
  const first = lowest(end - begin, (entry) => keyAt(entry) >= from);
  const last = lowest(end - begin, (entry) => keyAt(entry) >= to);
  return words.subarray(first * stride, last * stride);
}

/** The lowest of `count` numbers from 0 on that a test holds for, if it holds for all above too; `count` if for none. */
function lowest(count: number, holds: (at: number) => boolean): number {
  let from = 0;
  let to = count;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
