import type { Part } from './manifest.ts';
import type { IndexObjects } from './objects.ts';

/** A stretch of a part; stretches of one name that follow each other are one part. */
export type Piece = { readonly name: string; readonly bytes: Uint8Array };

/** Every part begins at a multiple, so that arrays of any type may be laid over it. */
const ALIGNMENT = 8;

/** Writes one object out of parts, as they come; returns where each stands. */
export async function writeParts(
  objects: IndexObjects,
  object: string,
  pieces: Iterable<Piece>,
): Promise<Record<string, Part>> {
  const parts: Record<string, Part> = {};
  let at = 0;
  function* stream(): Generator<Uint8Array> {
    let last: string | undefined;
    for (const { name, bytes } of pieces) {
      if (name !== last) {
        const padding = new Uint8Array((ALIGNMENT - (at % ALIGNMENT)) % ALIGNMENT);
        yield padding;
        at += padding.length;
        if (parts[name]) throw new Error(`Part ${name} is written twice`);
        last = name;
      }
      const known = parts[name] ?? { object, from: at, bytes: 0 };
      parts[name] = { ...known, bytes: known.bytes + bytes.length };
      yield bytes;
      at += bytes.length;
    }
  }
  await objects.write(object, stream());
  return parts;
}

export const bytesOf = (array: Uint32Array | Float64Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** Parts of 32-bit words, whole; one read per object. */
export async function readWords(objects: IndexObjects, parts: readonly Part[]): Promise<Uint32Array[]> {
  const words = parts.map(() => new Uint32Array());
  for (const object of new Set(parts.map((part) => part.object))) {
    const own = [...parts.entries()].filter(([, part]) => part.object === object);
    const ranges = own.map(([, { from, bytes: length }]) => ({ from, length }));
    const bytes = await objects.read(object, ranges);
    let at = 0;
    for (const [index, part] of own) {
      words[index] = new Uint32Array(bytes.buffer, at, part.bytes / 4);
      at += part.bytes;
    }
  }
  return words;
}
