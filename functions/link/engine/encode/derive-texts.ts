import type { Transform } from '../model/field.ts';
import type { Texts } from '../table/table.ts';
import { TextDictionary } from '../table/text-dictionary.ts';
import { type AsciiStep, asciiSteps, NOT_DONE } from './ascii-steps.ts';
import { transformer } from './transform.ts';

export type DerivedTexts = {
  readonly texts: Texts;
  /** Per text of the source the code of what was derived from it, `UNKNOWN` if that is unknown. */
  readonly codeOf: Int32Array;
};

/** Texts that are derived before they are looked up, so that the processor can wait for many at once. */
const CHUNK = 2000;
const ZERO = 0x30;

/** Applies the steps of a field to every distinct text of a column; what comes out equal has one code. */
export function deriveTexts(source: Texts, transforms: readonly Transform[]): DerivedTexts {
  const steps = asciiSteps(transforms);
  const apply = transformer(transforms);
  const derived = new TextDictionary();
  const codeOf = new Int32Array(source.size);
  const offsets = new Uint32Array(CHUNK + 1);
  let bytes = new Uint8Array(1 << 16);
  for (let first = 0; first < source.size; first += CHUNK) {
    const size = Math.min(CHUNK, source.size - first);
    let end = 0;
    for (let at = 0; at < size; at++) {
      const from = source.offsets[first + at] ?? 0;
      const to = source.offsets[first + at + 1] ?? from;
      if (end + to - from > bytes.length) bytes = longer(bytes, end + to - from);
      let done = steps ? onBytes(steps, source.bytes, from, to, bytes, end) : NOT_DONE;
      if (done === NOT_DONE) {
        const text = Buffer.from(apply(Buffer.from(source.bytes.subarray(from, to)).toString()));
        if (end + text.length > bytes.length) bytes = longer(bytes, end + text.length);
        bytes.set(text, end);
        done = end + text.length;
      }
      end = done;
      offsets[at + 1] = end;
    }
    const counts = source.counts.subarray(first, first + size);
    codeOf.set(derived.addTexts({ size, bytes, offsets, counts }), first);
  }
  return { texts: derived.texts(), codeOf };
}

/** What the steps make of a text, from `start` of `target` on; `NOT_DONE` if they must have it as a string. */
function onBytes(
  steps: readonly AsciiStep[],
  source: Uint8Array,
  from: number,
  to: number,
  target: Uint8Array,
  start: number,
): number {
  let end = start;
  for (let at = from; at < to; at++) {
    const byte = source[at] ?? 0;
    if (byte > 0x7f) return NOT_DONE;
    target[end++] = byte;
  }
  for (const step of steps) {
    if (end === start) return start;
    end = step(target, start, end);
    if (end === NOT_DONE) return NOT_DONE;
  }
  return isZeros(target, start, end) ? start : end;
}

/** A placeholder, as `transformer` has it. */
function isZeros(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== ZERO) return false;
  return true;
}

function longer(bytes: Uint8Array, least: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(least, 2 * bytes.length));
  larger.set(bytes);
  return larger;
}
