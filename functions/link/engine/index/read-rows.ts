import { UNKNOWN } from '../table/table.ts';
import type { ByteRange, IndexObjects } from './objects.ts';
import { fixedWords, PAGE_ROWS } from './row-pages.ts';
import type { RowStore } from './row-store.ts';
import type { OpenSegment } from './segment.ts';

/** Adds the rows of some slots (ascending, each once, of any segments) to a store. */
export async function readRows(
  objects: IndexObjects,
  segments: readonly OpenSegment[],
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

async function readSegmentRows(
  objects: IndexObjects,
  segment: OpenSegment,
  slots: Uint32Array,
  store: RowStore,
  counted: readonly boolean[],
): Promise<void> {
  const { pageStarts, firstSlot, pages } = segment;
  const ranges = pageRanges(segment, slots, objects.gapBytes);
  const bytes = await objects.read(
    pages.object,
    ranges.map(({ from, length }) => ({ from: pages.from + from, length })),
  );
  const decoder = new RowDecoder(segment, slots.length, store, counted, bytes);
  let range = 0;
  let before = 0;
  for (let at = 0; at < slots.length; at++) {
    const slot = (slots[at] ?? 0) - firstSlot;
    const page = Math.floor(slot / PAGE_ROWS);
    const start = (pageStarts[page] ?? 0) * 4;
    for (let now = ranges[range]; now && start >= now.from + now.length; now = ranges[range]) {
      before += now.length;
      range++;
    }
    decoder.decode(before + start - (ranges[range]?.from ?? 0), slot);
  }
}

/** Stretches of a segment's pages in which some slots stand, near ones taken together. */
function pageRanges(
  { pageStarts, firstSlot }: OpenSegment,
  slots: Uint32Array,
  gapBytes: number,
): ByteRange[] {
  const ranges: ByteRange[] = [];
  let from = -1;
  let end = -1;
  for (let at = 0; at < slots.length; at++) {
    const page = Math.floor(((slots[at] ?? 0) - firstSlot) / PAGE_ROWS);
    const start = (pageStarts[page] ?? 0) * 4;
    if (from >= 0 && start - end > gapBytes) ranges.push({ from, length: end - from });
    if (from < 0 || start - end > gapBytes) from = start;
    end = (pageStarts[page + 1] ?? 0) * 4;
  }
  if (from >= 0) ranges.push({ from, length: end - from });
  return ranges;
}

/** Takes rows out of pages and gives their texts the codes of a store. */
class RowDecoder {
  readonly #words: Uint32Array;
  readonly #seen: readonly (Int32Array | undefined)[];
  readonly #width: number;
  readonly #segment: OpenSegment;
  readonly #store: RowStore;
  readonly #counted: readonly boolean[];
  readonly #bytes: Uint8Array;

  constructor(
    segment: OpenSegment,
    wanted: number,
    store: RowStore,
    counted: readonly boolean[],
    bytes: Uint8Array<ArrayBuffer>,
  ) {
    this.#segment = segment;
    this.#store = store;
    this.#counted = counted;
    this.#bytes = bytes;
    this.#words = new Uint32Array(bytes.buffer);
    this.#width = fixedWords(counted.length, counted.filter(Boolean).length);
    // Codes that were met are remembered in an array, unless it would be much larger than what is read.
    this.#seen = segment.texts.map((texts) =>
      texts <= 16 * wanted + 1024 ? new Int32Array(texts) : undefined,
    );
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
      if (here < 0) {
        here = store?.learn(bytes, at, at + length, frequency) ?? UNKNOWN;
        if (seen) seen[code] = here + 1;
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
