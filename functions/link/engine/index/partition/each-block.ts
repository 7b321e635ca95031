/** Entries of a rule in order of their keys: [key, further key if the rule cuts by one, whatever]. */
export type SortedEntries = {
  readonly words: Uint32Array;
  readonly stride: number;
  readonly keyWords: number;
};

/** Words of a key alone. */
const KEY = 2;

/**
 * The blocks among sorted entries, as entries `from` (inclusive) to `to`: those of one key or, if that is over its
 * limit, of one key and further key, unless those are over it too or do not know the further field. `isOver`: of
 * entries that share their first `width` words.
 */
export function eachBlock(
  { words, stride, keyWords }: SortedEntries,
  isOver: (from: number, to: number, width: number) => boolean,
  onBlock: (from: number, to: number) => void,
): void {
  const entries = words.length / stride;
  const endOf = (from: number, limit: number, width: number): number => {
    let to = from + 1;
    for (; to < limit; to++)
      for (let word = 0; word < width; word++)
        if (words[to * stride + word] !== words[from * stride + word]) return to;
    return to;
  };
  for (let from = 0; from < entries; ) {
    const to = endOf(from, entries, KEY);
    if (!isOver(from, to, KEY)) onBlock(from, to);
    else if (keyWords > KEY)
      for (let piece = from; piece < to; ) {
        const end = endOf(piece, to, keyWords);
        // The second half of a hash is never 0 but where there is no key.
        const isKnown = words[piece * stride + keyWords - 1] !== 0;
        if (isKnown && !isOver(piece, end, keyWords)) onBlock(piece, end);
        piece = end;
      }
    from = to;
  }
}
