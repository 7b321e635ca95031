import type { Part } from './manifest.ts';
import type { IndexObjects } from './objects.ts';
import { PAGE } from './sorted-words.ts';

/** A sorted list as it is stored; its fences are in memory. */
export type StoredWords = {
  readonly part: Part;
  readonly stride: number;
  readonly keyWords: number;
  readonly fences: Uint32Array;
};

/** What was found for each of some keys. */
export type Found = {
  /** Entries per key. */
  readonly counts: Uint32Array;
  /** Per key where its entries begin in `words`, in entries; −1 if they are so many that they were only counted. */
  readonly starts: Int32Array;
  readonly words: Uint32Array;
  readonly stride: number;
};

/**
 * Entries whose key begins with one of `queries` (`width` words each, ascending, each once). Of keys that have more than
 * `atMost` entries, whole pages apart, only the count is found, from their first and last page. One read for all keys.
 */
export async function lookUp(
  objects: IndexObjects,
  stored: StoredWords,
  queries: Uint32Array,
  width: number,
  atMost: number,
): Promise<Found> {
  const { part, stride, keyWords, fences } = stored;
  const asked = queries.length / width;
  const entries = part.bytes / 4 / stride;
  const counts = new Uint32Array(asked);
  const starts = new Int32Array(asked);
  if (entries === 0 || asked === 0) return { counts, starts, words: new Uint32Array(), stride };
  const lowPage = new Uint32Array(asked);
  const highPage = new Uint32Array(asked);
  const farPages = atMost / PAGE + 2;
  const runs = new Runs(objects.gapBytes / (PAGE * stride * 4));
  let page = 0;
  for (let query = 0; query < asked; query++) {
    const low = lastPage(fences, keyWords, queries, query, width, page, false);
    const high = lastPage(fences, keyWords, queries, query, width, low, true);
    page = low;
    lowPage[query] = low;
    highPage[query] = high;
    if (high - low <= farPages) runs.add(low, high);
    else {
      runs.add(low, low);
      runs.add(high, high);
    }
  }
  const words = new Uint32Array((await objects.read(part.object, runs.ranges(part, stride, entries))).buffer);
  const place = runs.places();
  for (let query = 0; query < asked; query++) {
    const low = lowPage[query] ?? 0;
    const high = highPage[query] ?? 0;
    const lowStart = place(low);
    const lowEnd = lowStart + Math.min(PAGE, entries - low * PAGE);
    const start = bound(words, stride, lowStart, lowEnd, queries, query, width, false);
    if (high - low <= farPages) {
      // Pages of one run lie one after the other.
      const last = lowStart + Math.min((high + 1 - low) * PAGE, entries - low * PAGE);
      const from = high === low ? start : lowStart + (high - low) * PAGE;
      const end = bound(words, stride, Math.max(start, from), last, queries, query, width, true);
      counts[query] = end - start;
      starts[query] = start;
    } else {
      const highStart = place(high);
      const highEnd = highStart + Math.min(PAGE, entries - high * PAGE);
      const end = bound(words, stride, highStart, highEnd, queries, query, width, true);
      counts[query] = high * PAGE + (end - highStart) - (low * PAGE + (start - lowStart));
      starts[query] = -1;
    }
  }
  return { counts, starts, words, stride };
}

/** −, 0 or + as the key at `at` of `keys` is before, like or after a query. */
function compare(keys: Uint32Array, at: number, queries: Uint32Array, from: number, width: number): number {
  for (let word = 0; word < width; word++) {
    const one = keys[at + word] ?? 0;
    const other = queries[from + word] ?? 0;
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

/** The last page whose fence is before a query (or, `orLike`, like it); the first if there is none. From `low` on. */
function lastPage(
  fences: Uint32Array,
  keyWords: number,
  queries: Uint32Array,
  query: number,
  width: number,
  low: number,
  orLike: boolean,
): number {
  const pages = fences.length / keyWords;
  const isBefore = (page: number) => {
    const order = compare(fences, page * keyWords, queries, query * width, width);
    return order < 0 || (orLike && order === 0);
  };
  // Keys ascend, so the page is mostly near the one before: gallop, then halve.
  let step = 1;
  let first = low;
  while (first + step < pages && isBefore(first + step)) {
    first += step;
    step *= 2;
  }
  let end = Math.min(first + step, pages);
  while (end - first > 1) {
    const middle = (first + end) >>> 1;
    if (isBefore(middle)) first = middle;
    else end = middle;
  }
  return first;
}

/** The first entry from `from` that is not before a query (or, `orLike`, neither before nor like it). */
function bound(
  words: Uint32Array,
  stride: number,
  from: number,
  to: number,
  queries: Uint32Array,
  query: number,
  width: number,
  orLike: boolean,
): number {
  let first = from;
  let end = to;
  while (first < end) {
    const middle = (first + end) >>> 1;
    const order = compare(words, middle * stride, queries, query * width, width);
    if (order < 0 || (orLike && order === 0)) first = middle + 1;
    else end = middle;
  }
  return first;
}

/** Pages to be read, as runs of neighbours; pages are added in ascending order. */
class Runs {
  readonly #gapPages: number;
  readonly #first: number[] = [];
  readonly #end: number[] = [];

  constructor(gapPages: number) {
    this.#gapPages = gapPages;
  }

  add(first: number, last: number): void {
    const at = this.#end.length - 1;
    const end = this.#end[at] ?? Number.NEGATIVE_INFINITY;
    if (first - end <= this.#gapPages) this.#end[at] = Math.max(end, last + 1);
    else {
      this.#first.push(first);
      this.#end.push(last + 1);
    }
  }

  ranges(part: Part, stride: number, entries: number): { from: number; length: number }[] {
    return this.#first.map((first, at) => {
      const end = Math.min((this.#end[at] ?? 0) * PAGE, entries);
      return { from: part.from + first * PAGE * stride * 4, length: (end - first * PAGE) * stride * 4 };
    });
  }

  /** Where a page's entries begin in what was read; to be asked in nearly ascending order. */
  places(): (page: number) => number {
    let run = 0;
    let before = 0;
    return (page) => {
      while (page >= (this.#end[run] ?? Number.POSITIVE_INFINITY)) {
        before += (this.#end[run] ?? 0) - (this.#first[run] ?? 0);
        run++;
      }
      while (run > 0 && page < (this.#first[run] ?? 0)) {
        run--;
        before -= (this.#end[run] ?? 0) - (this.#first[run] ?? 0);
      }
      return (before + page - (this.#first[run] ?? 0)) * PAGE;
    };
  }
}
