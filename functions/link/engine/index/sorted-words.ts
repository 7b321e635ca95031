/**
 * A list of entries of `stride` 32-bit words each, in ascending order of their first `keyWords` words, and every
 * `PAGE`th key as a fence: so much is read to find any key.
 */
export type SortedWords = {
  readonly stride: number;
  readonly keyWords: number;
  readonly words: Uint32Array;
  readonly fences: Uint32Array;
};

/** Entries between two fences. */
export const PAGE = 64;

/** Sorts entries by their key; those of one key stay in their order. */
export function sortedWords(unsorted: Uint32Array, stride: number, keyWords: number): SortedWords {
  const words = sorted(unsorted, stride, keyWords);
  const entries = words.length / stride;
  const fences = new Uint32Array(Math.ceil(entries / PAGE) * keyWords);
  for (let page = 0; page * PAGE < entries; page++)
    for (let word = 0; word < keyWords; word++)
      fences[page * keyWords + word] = words[page * PAGE * stride + word] ?? 0;
  return { stride, keyWords, words, fences };
}

/** Radix sort from the last digit on: stable, and time grows with the number of entries alone. */
function sorted(words: Uint32Array, stride: number, keyWords: number): Uint32Array {
  const entries = words.length / stride;
  let order = new Uint32Array(entries);
  let next = new Uint32Array(entries);
  for (let entry = 0; entry < entries; entry++) order[entry] = entry;
  const digitBits = entries > 1 << 15 ? 16 : 8;
  const mask = (1 << digitBits) - 1;
  const starts = new Uint32Array(mask + 2);
  for (let word = keyWords - 1; word >= 0; word--)
    for (let shift = 0; shift < 32; shift += digitBits) {
      starts.fill(0);
      for (let at = word; at < words.length; at += stride) {
        const digit = ((words[at] ?? 0) >>> shift) & mask;
        starts[digit + 1] = (starts[digit + 1] ?? 0) + 1;
      }
      if (starts.indexOf(entries) > 0) continue;
      for (let digit = 0; digit < mask; digit++)
        starts[digit + 1] = (starts[digit + 1] ?? 0) + (starts[digit] ?? 0);
      for (let at = 0; at < entries; at++) {
        const entry = order[at] ?? 0;
        const digit = ((words[entry * stride + word] ?? 0) >>> shift) & mask;
        const place = starts[digit] ?? 0;
        next[place] = entry;
        starts[digit] = place + 1;
      }
      [order, next] = [next, order];
    }
  const result = new Uint32Array(words.length);
  for (let at = 0; at < entries; at++) {
    const from = (order[at] ?? 0) * stride;
    for (let word = 0; word < stride; word++) result[at * stride + word] = words[from + word] ?? 0;
  }
  return result;
}
