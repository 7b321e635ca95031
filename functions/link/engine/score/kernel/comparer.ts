import { type Encoded, fieldOf } from '../../encode/encoded.ts';
import type { Kernel } from './kernel.ts';
import { LEVEL_BITS, BATCH, LEVELS_PER_WORD, type OwnLayout, columnAt } from './own-layout.ts';

/** Pairs that were written down: `found(i, word)`; words 0 and 1 are positions in `rows`, then comes the pattern. */
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
  private readonly memory: WebAssembly.Memory;
  private readonly numbers: Int32Array;
  private readonly gather: (rows: number) => void;
  private readonly comparePairs: (from: number, rows: number, skips: number) => number;
  private readonly columns: readonly {
    readonly at: number;
    readonly codes: Int32Array;
    readonly map: Int32Array | null;
  }[];
  private readonly ends: Int32Array;
  private readonly rows: Uint32Array;
  private readonly skips: readonly { readonly at: number; readonly numbers: Int32Array }[];
  /** Pairs compared up to now. */
  pairs = 0;

  constructor(kernel: Kernel, encoded: Encoded, skips: readonly Int32Array[], leastBits: number) {
    const { own } = kernel;
    this.own = own;
    this.memory = new WebAssembly.Memory({ initial: Math.ceil(own.bytes / PAGE) });
    this.numbers = new Int32Array(this.memory.buffer);
    const { exports } = new WebAssembly.Instance(kernel.module, {
      engine: { own: this.memory, shared: kernel.memory },
    });
    this.gather = callable(exports.gather);
    this.comparePairs = callable(exports.comparePairs);
    this.columns = own.sources.flatMap((source) => {
      if (source.of !== 'code' && source.of !== 'code_elsewhere') return [];
      const { codes } = fieldOf(encoded, source.field);
      const map =
        source.of === 'code' ? null : (kernel.elsewhere.get(`${source.field} in ${source.other}`) ?? null);
      return [{ at: columnAt(own, source) / 4, codes, map }];
    });
    this.skips = skips.map((numbers, index) => ({ at: columnAt(own, { of: 'skip', index }) / 4, numbers }));
    const end = columnAt(own, { of: 'end' }) / 4;
    this.ends = this.numbers.subarray(end, end + own.capacity + 2 * LANES);
    this.rows = new Uint32Array(own.capacity);
    const floats = new Float32Array(this.memory.buffer);
    floats[own.least / 4] = leastBits;
    for (const [comparison, bits] of kernel.mostBits.entries())
      floats.set(bits, own.weights / 4 + 2 ** LEVEL_BITS * comparison);
  }

  /** Compares all pairs within blocks; calls back with what was written down. */
  compareBlocks({ blocks, fresh, from, to }: BlocksToCompare, onFound: (found: Found) => void): void {
    const { rows, starts } = blocks;
    let count = 0;
    for (let block = from; block < to; block++) {
      const begin = starts[block] ?? 0;
      const end = starts[block + 1] ?? begin;
      if (count > 0 && count + end - begin > BATCH) {
        this.compareBatch(count, onFound);
        count = 0;
      }
      const last = count + end - begin;
      const firstOld = begin + (fresh?.[block] ?? end - begin);
      for (let i = begin; i < end; i++) {
        this.rows[count] = rows[i] ?? 0;
        this.ends[count++] = i < firstOld ? 4 * last : 0;
      }
    }
    if (count > 0) this.compareBatch(count, onFound);
  }

  private compareBatch(count: number, onFound: (found: Found) => void): void {
    const { numbers, rows, own } = this;
    for (const { at, codes, map } of this.columns) {
      if (map === null) for (let i = 0; i < count; i++) numbers[at + i] = codes[rows[i] ?? 0] ?? -1;
      else for (let i = 0; i < count; i++) numbers[at + i] = map[codes[rows[i] ?? 0] ?? -1] ?? -2;
      // Rows are fetched four at a time; those after the last one are of unknown texts.
      for (let i = count; i < count + LANES; i++) numbers[at + i] = -1;
    }
    for (const skip of this.skips)
      for (let i = 0; i < count; i++) numbers[skip.at + i] = skip.numbers[rows[i] ?? 0] ?? 0;
    this.gather(count);
    for (let row = 0; row < count; ) {
      row = this.comparePairs(row, count, this.skips.length);
      this.pairs += numbers[own.pairCount / 4] ?? 0;
      const found = numbers[own.foundCount / 4] ?? 0;
      if (found > 0)
        onFound({
          count: found,
          rows,
          words: new Uint32Array(this.memory.buffer, own.found, (found * own.foundBytes) / 4),
          wordsPerPair: own.foundBytes / 4,
        });
    }
  }
}

function callable(exported: unknown): (...values: number[]) => number {
  if (typeof exported !== 'function') throw new Error('The module lacks a routine');
  return (...values) => Number(exported(...values));
}
