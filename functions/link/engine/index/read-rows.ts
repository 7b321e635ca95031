import { UNKNOWN } from '../table/table.ts';
import type { ByteRange, IndexObjects } from './objects.ts';
import { fixedWords, PAGE_ROWS } from './row-pages.ts';
import type { RowStore } from './row-store.ts';
import type { OpenSegment } from './segment.ts';

/** What is needed of a segment to read its rows. */
export type RowSegment = Pick<OpenSegment, 'firstSlot' | 'slots' | 'texts' | 'pages' | 'pageStarts'>;

/** Adds the rows of some slots (ascending, each once, of any segments) to a store. */
export async function readRows(
  objects: IndexObjects,
  segments: readonly RowSegment[],
  slots: Uint32Array,
  store: RowStore,
  counted: readonly boolean[],
): Promise<void> {
  let from = 0;
  for (const segment of segments) {
    let to = from;
    while (to < slots.length && (slots[to] ?? 0) < segment.firstSlot + segment.slots) to++;
    if (to > from) await readSegmentRows(objects, segment, slots.subarray(from, to), store, counted);
    from = to;
  }
}

/** Bytes that are read at a time, into the same memory: a system gives new memory out more slowly than it reads. */
const BATCH_BYTES = 1 << 22;

async function readSegmentRows(
  objects: IndexObjects,
  segment: RowSegment,
  slots: Uint32Array,
  store: RowStore,
  counted: readonly boolean[],
): Promise<void> {
  const { pageStarts, firstSlot, pages } = segment;
  store.reserve(slots.length);
  const decoder = new RowDecoder(segment, store, counted);
  const ranges = pageRanges(segment, slots, objects.gapBytes);
  let memory = new Uint8Array();
  let at = 0;
  for (let from = 0; from < ranges.length; ) {
    let to = from;
    let length = 0;
    do length += ranges[to++]?.length ?? 0;
    while (to < ranges.length && length + (ranges[to]?.length ?? 0) <= BATCH_BYTES);
    if (memory.length < length)
      memory = new Uint8Array(to < ranges.length ? Math.max(BATCH_BYTES, length) : length);
    const own = ranges.slice(from, to);
    const bytes = await objects.read(
      pages.object,
      own.map((range) => ({ from: pages.from + range.from, length: range.length })),
      memory,
    );
    decoder.take(bytes);
    let before = 0;
    for (const range of own) {
      for (; at < slots.length; at++) {
        const slot = (slots[at] ?? 0) - firstSlot;
        const start = (pageStarts[Math.floor(slot / PAGE_ROWS)] ?? 0) * 4;
        if (start >= range.from + range.length) break;
        decoder.decode(before + start - range.from, slot);
      }
      before += range.length;
    }
    from = to;
  }
}

/** Stretches of a segment's pages in which some slots stand, near ones taken together. */
function pageRanges(
  { pageStarts, firstSlot }: RowSegment,
  slots: Uint32Array,
  gapBytes: number,
): ByteRange[] {
  const ranges: ByteRange[] = [];
  let from = -1;
  let end = -1;
  for (let at = 0; at < slots.length; at++) {
    const page = Math.floor(((slots[at] ?? 0) - firstSlot) / PAGE_ROWS);
    const start = (pageStarts[page] ?? 0) * 4;
    const isFar = start - end > gapBytes || end - from > BATCH_BYTES / 4;
    if (from >= 0 && isFar && start >= end) ranges.push({ from, length: end - from });
    if (from < 0 || (isFar && start >= end)) from = start;
    end = (pageStarts[page + 1] ?? 0) * 4;
  }
  if (from >= 0) ranges.push({ from, length: end - from });
  return ranges;
}

/** Takes rows out of pages and gives their texts the codes of a store. */
class RowDecoder {
  readonly #width: number;
  readonly #segment: RowSegment;
  readonly #store: RowStore;
  readonly #counted: readonly boolean[];
  readonly #seen: readonly Int32Array[];
  #bytes = new Uint8Array();
  #words = new Uint32Array();

  constructor(segment: RowSegment, store: RowStore, counted: readonly boolean[]) {
    this.#segment = segment;
    this.#store = store;
    this.#counted = counted;
    this.#width = fixedWords(counted.length, counted.filter(Boolean).length);
    this.#seen = store.seen(segment.firstSlot, segment.texts);
  }

  /** Pages follow in this. */
  take(bytes: Uint8Array<ArrayBuffer>): void {
    this.#bytes = bytes;
    this.#words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2);
  }

  decode(pageAt: number, slot: number): void {
    const words = this.#words;
    const bytes = this.#bytes;
    const counted = this.#counted;
    const fields = this.#store.fields;
    let word = pageAt / 4 + (slot % PAGE_ROWS) * this.#width;
    const number = words[word] ?? 0;
    let at = pageAt + (words[word + 1] ?? 0);
    word += 2;
    let count = word + fields.length;
    const row = this.#store.rows;
    const isBase = this.#segment.firstSlot === 0;
    for (let field = 0; field < fields.length; field++) {
      const store = fields[field];
      const code = (words[word++] ?? 0) | 0;
      const frequency = counted[field] ? (words[count++] ?? 0) : 0;
      if (code === UNKNOWN) {
        store?.set(row, UNKNOWN);
        continue;
      }
      let length = bytes[at++] ?? 0;
      if (length > 127) {
        length &= 127;
        for (let shift = 7; ; shift += 7) {
          const byte = bytes[at++] ?? 0;
          length |= (byte & 127) << shift;
          if (byte < 128) break;
        }
      }
      const seen = this.#seen[field];
      let here = (seen?.[code] ?? 0) - 1;
      if (here < 0 && seen && store) {
        // Texts of the base are all that is hardly ever asked for twice.
        here = isBase
          ? store.texts.learnOnce(bytes, at, at + length, frequency)
          : store.texts.learn(bytes, at, at + length, frequency);
        seen[code] = here + 1;
      }
      store?.set(row, here);
      at += length;
    }
    let length = bytes[at++] ?? 0;
    if (length > 127) {
      length &= 127;
      for (let shift = 7; ; shift += 7) {
        const byte = bytes[at++] ?? 0;
        length |= (byte & 127) << shift;
        if (byte < 128) break;
      }
    }
    this.#store.add(number, slot + this.#segment.firstSlot, bytes, at, length);
  }
}
