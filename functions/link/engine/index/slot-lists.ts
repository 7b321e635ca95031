import { lookUp, type StoredWords } from './look-up.ts';
import type { ByteRange, IndexObjects } from './objects.ts';
import type { OpenIndex } from './open-index.ts';
import type { OpenSegment } from './segment.ts';

/** Of each of some slots (ascending) the value that the newest segment gives it; `none` if no segment does. */
export async function newestValues(
  { objects, segments }: OpenIndex,
  list: (segment: OpenSegment) => StoredWords,
  slots: Uint32Array,
  none: number,
): Promise<Uint32Array> {
  const values = new Uint32Array(slots.length).fill(none);
  for (const segment of segments) {
    const { counts, starts, words } = await lookUp(
      objects,
      list(segment),
      slots,
      1,
      Number.POSITIVE_INFINITY,
    );
    for (let at = 0; at < slots.length; at++)
      if ((counts[at] ?? 0) > 0) values[at] = words[(starts[at] ?? 0) * 2 + 1] ?? none;
  }
  return values;
}

/** Keys under all rules of some slots (ascending), `width` words each, slot after slot. */
export async function readKeys(
  {
    objects,
    segments,
  }: {
    readonly objects: IndexObjects;
    readonly segments: readonly Pick<OpenSegment, 'firstSlot' | 'slots' | 'keys'>[];
  },
  slots: Uint32Array,
  width: number,
): Promise<Uint32Array> {
  const keys = new Uint32Array(slots.length * width);
  const rowBytes = width * 4;
  let from = 0;
  for (const { firstSlot, slots: size, keys: part } of segments) {
    let to = from;
    while (to < slots.length && (slots[to] ?? 0) < firstSlot + size) to++;
    const own = slots.subarray(from, to);
    const ranges: ByteRange[] = [];
    for (const slot of own) {
      const start = part.from + (slot - firstSlot) * rowBytes;
      const last = ranges.at(-1);
      if (last && start - (last.from + last.length) <= objects.gapBytes)
        ranges[ranges.length - 1] = { from: last.from, length: start + rowBytes - last.from };
      else ranges.push({ from: start, length: rowBytes });
    }
    const words = new Uint32Array((await objects.read(part.object, ranges)).buffer);
    let range = 0;
    let before = 0;
    for (const [at, slot] of own.entries()) {
      const start = part.from + (slot - firstSlot) * rowBytes;
      for (let now = ranges[range]; now && start >= now.from + now.length; now = ranges[range]) {
        before += now.length;
        range++;
      }
      const word = (before + start - (ranges[range]?.from ?? 0)) / 4;
      keys.set(words.subarray(word, word + width), (from + at) * width);
    }
    from = to;
  }
  return keys;
}
