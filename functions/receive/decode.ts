import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Told once the text has been read: which encoding it was, and whether some bytes fitted none. */
export type Decoded = { encoding: Encoding; damaged: boolean };

/**
 * Bytes → text. A byte order mark decides; UTF-16 without one is known by its zero bytes; else UTF-8, and from the
 * first block that is no UTF-8 on windows-1252, unless the text has shown itself as UTF-8: then single bytes are
 * damaged and become U+FFFD. `told` is filled in on the way.
 */
export async function* decode(blocks: AsyncIterable<Uint8Array>, told: Decoded): AsyncGenerator<string> {
  let carried: Uint8Array = new Uint8Array(0);
  let decoder: TextDecoder | undefined;
  let started = false;
  let sawUtf8 = false;
  for await (const block of blocks) {
    let bytes = carried.length > 0 ? Buffer.concat([carried, block]) : block;
    carried = new Uint8Array(0);
    if (!started) {
      if (bytes.length < 4) {
        carried = bytes;
        continue;
      }
      started = true;
      decoder = utf16Decoder(bytes, told);
      if (!decoder && hasUtf8Mark(bytes)) {
        bytes = bytes.subarray(3);
        sawUtf8 = true;
      }
    }
    if (!decoder) {
      if (isAscii(bytes)) {
        yield Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
        continue;
      }
      const whole = bytes.length - openSequence(bytes);
      const complete = bytes.subarray(0, whole);
      if (isUtf8(complete)) {
        sawUtf8 = sawUtf8 || !isAscii(complete);
        carried = bytes.subarray(whole);
        yield UTF_8.decode(complete);
        continue;
      }
      if (sawUtf8 || mostlyUtf8(complete)) {
        sawUtf8 = true;
        told.damaged = true;
        carried = bytes.subarray(whole);
        yield UTF_8.decode(complete);
        continue;
      }
      told.encoding = 'windows-1252';
      decoder = new TextDecoder('windows-1252');
    }
    yield decoder.decode(bytes, { stream: true });
  }
  if (!started) decoder = utf16Decoder(carried, told);
  if (decoder) yield decoder.decode(carried);
  else if (carried.length > 0) yield tail(carried, sawUtf8, told);
}

/** Keeps U+FEFF: the mark is cut off before, and one further on is text. */
const UTF_8 = new TextDecoder('utf-8', { ignoreBOM: true });

function tail(bytes: Uint8Array, sawUtf8: boolean, told: Decoded): string {
  const plain = hasUtf8Mark(bytes) ? bytes.subarray(3) : bytes;
  if (isUtf8(plain)) return UTF_8.decode(plain);
  if (sawUtf8) {
    told.damaged = true;
    return UTF_8.decode(plain);
  }
  told.encoding = 'windows-1252';
  return new TextDecoder('windows-1252').decode(plain);
}

const hasUtf8Mark = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

function utf16Decoder(bytes: Uint8Array, told: Decoded): TextDecoder | undefined {
  const little = (bytes[0] === 0xff && bytes[1] === 0xfe) || zerosAt(bytes, 1);
  const big = (bytes[0] === 0xfe && bytes[1] === 0xff) || zerosAt(bytes, 0);
  if (!little && !big) return undefined;
  told.encoding = little ? 'utf-16le' : 'utf-16be';
  return new TextDecoder(told.encoding);
}

/** UTF-16 of Western text has a zero in every second byte; `parity` says which. */
function zerosAt(bytes: Uint8Array, parity: number): boolean {
  const looked = Math.min(bytes.length, 512) & ~1;
  if (looked < 4) return false;
  let zeros = 0;
  for (let at = parity; at < looked; at += 2) if (bytes[at] === 0) zeros += 1;
  return zeros > looked * 0.4;
}

/** Bytes at the end that begin a sequence of which the rest is still to come: 0 to 3. */
function openSequence(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** More characters that are good beyond ASCII than damaged ones: windows-1252 text hardly ever reads so. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = UTF_8.decode(bytes);
  const damaged = text.split('\uFFFD').length - 1;
  const beyond = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  return beyond > damaged;
}
