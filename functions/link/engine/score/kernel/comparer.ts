import type { Kernel } from './kernel.ts';
import { BATCH, LEVEL_BITS, LEVELS_PER_WORD, type OwnLayout, columnAt } from './own-layout.ts';

/** Pairs that were written down: in `words` per pair two positions in `rows`, then its pattern. */
export type Found = {
  readonly count: number;
  readonly rows: Uint32Array;
  readonly words: Uint32Array;
  readonly wordsPerPair: number;
};

/** Blocks `from` (inclusive) to `to`; of the first `fresh` rows of each only if given, with all that follow them. */
export type BlocksToCompare = {
  readonly blocks: { readonly rows: Uint32Array; readonly starts: Uint32Array };
  readonly fresh?: Uint32Array;
  readonly from: number;
  readonly to: number;
};

/** Level of a comparison in a pattern, −1 = null. */
export const levelIn = (words: Uint32Array, patternAt: number, comparison: number): number =>
  (((words[patternAt + Math.floor(comparison / LEVELS_PER_WORD)] ?? 0) >>>
    (LEVEL_BITS * (comparison % LEVELS_PER_WORD))) &
    (2 ** LEVEL_BITS - 1)) -
  1;

const PAGE = 65_536;
const LANES = 4;

/** Runs a kernel in this thread: fetches blocks of rows in batches, compares all their pairs. */
export class Comparer {
  private readonly own: OwnLayout;
  private readonly skips: number;
  private readonly numbers: Int32Array;
  private readonly found: Uint32Array;
  private readonly ends: Int32Array;
  private readonly rows: Uint32Array;
  private readonly gather: (rows: number, skips: number) => void;
  private readonly comparePairs: (from: number, rows: number, skips: number) => number;
  /** Pairs compared up to now. */
  pairs = 0;

  /** `skips`: how many of the kernel's skips count. */
  constructor(kernel: Kernel, skips: number, leastBits: number) {
    const { own } = kernel;
    const memory = new WebAssembly.Memory({ initial: Math.ceil(own.bytes / PAGE) });
    const { exports } = new WebAssembly.Instance(kernel.module, {
      engine: { own: memory, texts: kernel.memory, rows: kernel.rows.memory },
    });
    this.own = own;
    this.skips = skips;
    this.numbers = new Int32Array(memory.buffer);
    this.found = new Uint32Array(memory.buffer, own.found);
    const length = own.capacity + LANES;
    this.ends = new Int32Array(memory.buffer, columnAt(own, { of: 'end' }), length);
    this.rows = new Uint32Array(memory.buffer, columnAt(own, { of: 'row' }), length);
    this.gather = callable(exports.gather);
    this.comparePairs = callable(exports.comparePairs);
    const floats = new Float32Array(memory.buffer);
    floats[own.least / 4] = leastBits;
    for (const [comparison, bits] of kernel.mostBits.entries())
      floats.set(bits, own.weights / 4 + 2 ** LEVEL_BITS * comparison);
  }

  /** Compares all pairs within blocks; calls back with what was written down. */
  compareBlocks({ blocks, fresh, from, to }: BlocksToCompare, onFound: (found: Found) => void): void {
    const { starts } = blocks;
    let count = 0;
    for (let block = from; block < to; block++) {
      const begin = starts[block] ?? 0;
      const size = (starts[block + 1] ?? begin) - begin;
      if (count > 0 && count + size > BATCH) {
        this.compareBatch(count, onFound);
        count = 0;
      }
      this.take(blocks.rows, begin, size, fresh?.[block] ?? size, count);
      count += size;
    }
    if (count > 0) this.compareBatch(count, onFound);
  }

  /** Puts a block of so many rows into the batch at `at`; those after the first `fresh` begin no pair. */
  private take(source: Uint32Array, begin: number, size: number, fresh: number, at: number): void {
    const { rows, ends } = this;
    const end = 4 * (at + size);
    for (let i = 0; i < size; i++) {
      rows[at + i] = source[begin + i] ?? 0;
      ends[at + i] = i < fresh ? end : 4 * (at + i);
    }
  }

  private compareBatch(count: number, onFound: (found: Found) => void): void {
    const { numbers, rows, own } = this;
    // Rows are fetched four at a time; what is fetched after the last one is in no pair.
    rows.fill(rows[0] ?? 0, count, count + LANES);
    this.gather(count, this.skips);
    for (let row = 0; row < count; ) {
      row = this.comparePairs(row, count, this.skips);
      this.pairs += numbers[own.pairCount / 4] ?? 0;
      const found = numbers[own.foundCount / 4] ?? 0;
      if (found > 0) onFound({ count: found, rows, words: this.found, wordsPerPair: own.foundBytes / 4 });
    }
  }
}

function callable(exported: unknown): (...values: number[]) => number {
  if (typeof exported !== 'function') throw new Error('The module lacks a routine');
  return (...values) => Number(exported(...values));
}
