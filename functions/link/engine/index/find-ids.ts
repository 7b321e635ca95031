import type { Texts } from '../table/table.ts';
import { lookUp } from './look-up.ts';
import type { OpenIndex } from './open-index.ts';
import { sortedWords } from './sorted-words.ts';
import { hashTexts } from './text-hash.ts';

/** In the place of a slot: there is none. */
export const NO_SLOT = 0xffff_ffff;

/** The slots of the rows alive that have these ids, by their hashes; NO_SLOT for ids that are not known. */
export async function findIds({ objects, segments, dead }: OpenIndex, ids: Texts): Promise<Uint32Array> {
  const { high, low } = hashTexts(ids);
  const asked = new Uint32Array(ids.size * 3);
  for (let code = 0; code < ids.size; code++) {
    asked[code * 3] = high[code] ?? 0;
    asked[code * 3 + 1] = low[code] ?? 0;
    asked[code * 3 + 2] = code;
  }
  const { words: sorted } = sortedWords(asked, 3, 2);
  const queries = new Uint32Array(ids.size * 2);
  for (let at = 0; at < ids.size; at++) {
    queries[at * 2] = sorted[at * 3] ?? 0;
    queries[at * 2 + 1] = sorted[at * 3 + 1] ?? 0;
  }
  const slots = new Uint32Array(ids.size).fill(NO_SLOT);
  for (const segment of segments) {
    const found = await lookUp(objects, segment.ids, queries, 2, Number.POSITIVE_INFINITY);
    for (let at = 0; at < ids.size; at++)
      for (let entry = 0; entry < (found.counts[at] ?? 0); entry++) {
        const slot = found.words[((found.starts[at] ?? 0) + entry) * 3 + 2] ?? 0;
        if (!dead.has(slot)) slots[sorted[at * 3 + 2] ?? 0] = slot;
      }
  }
  return slots;
}
