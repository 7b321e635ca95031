import type { Blocks } from '../block/blocks.ts';

/** Blocks `from` (inclusive) to `to` of a rule. */
export type BlockRange = { readonly from: number; readonly to: number };

/** Below so many pairs a range is not worth a thread's while. */
const LEAST_PAIRS = 200_000;
/** Ranges per thread, so that no thread waits long for the last one. */
const RANGES_PER_THREAD = 8;

/** Cuts a rule's blocks into ranges of about equally many pairs; `fresh`: rows per block of whose pairs one is. */
export function splitBlocks(
  { starts }: Pick<Blocks, 'starts'>,
  threads: number,
  fresh?: Uint32Array,
): BlockRange[] {
  const blocks = starts.length - 1;
  const pairsOf = (block: number): number => {
    const rows = (starts[block + 1] ?? 0) - (starts[block] ?? 0);
    const old = rows - (fresh?.[block] ?? rows);
    return (rows * (rows - 1) - old * (old - 1)) / 2;
  };
  let all = 0;
  for (let block = 0; block < blocks; block++) all += pairsOf(block);
  const share = Math.max(LEAST_PAIRS, all / (threads * RANGES_PER_THREAD));
  const ranges: BlockRange[] = [];
  let from = 0;
  let pairs = 0;
  for (let block = 0; block < blocks; block++) {
    pairs += pairsOf(block);
    if (pairs < share && block + 1 < blocks) continue;
    ranges.push({ from, to: block + 1 });
    from = block + 1;
    pairs = 0;
  }
  return ranges;
}
