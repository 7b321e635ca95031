import type { Texts } from '../table/table.ts';

/**
 * Two halves of a 64-bit hash per text. Equal texts have equal hashes on every machine and for good, which codes do
 * not; among 20M texts the probability that any two share one is 1e-5.
 */
export type TextHashes = { readonly high: Uint32Array; readonly low: Uint32Array };

const FIRST = 0x9e3779b1;
const SECOND = 0x85ebca77;

/** The last steps of MurmurHash3 (Appleby 2011, public domain): every bit of the input changes half of the output. */
function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

export function hashTexts({ size, bytes, offsets }: Texts): TextHashes {
  const high = new Uint32Array(size);
  const low = new Uint32Array(size);
  for (let code = 0; code < size; code++) {
    const end = offsets[code + 1] ?? 0;
    let one = 0x243f6a88;
    let other = 0xb7e15162;
    for (let at = offsets[code] ?? 0; at < end; at++) {
      const byte = bytes[at] ?? 0;
      one = Math.imul(one ^ byte, FIRST);
      one ^= one >>> 15;
      other = Math.imul(other ^ byte, SECOND);
      other ^= other >>> 13;
    }
    high[code] = finish(one);
    // Never twice 0, which stands for unknown.
    low[code] = finish(other) || 1;
  }
  return { high, low };
}

/** The half hash of a list of texts, out of that of its beginning (`before`, 0 for none) and of one text more. */
export const chain = (before: number, text: number): number =>
  before === 0 ? text : finish(Math.imul(before, 0x2545f491) ^ text) || 1;
