import { hash } from 'node:crypto';
import type { ContentShape } from './content-shape.ts';

/**
 * SHA-256 over the canonical JSON (names sorted, unknown left out) of what a record says, in hexadecimal. The JSON is
 * written as bytes into one kept buffer: a file has millions of records, and text put together from thirty pieces is
 * copied twice before it is hashed.
 */
export function contentHash(shape: ContentShape, values: readonly unknown[]): string {
  let at = 0;
  for (const { place, opening } of shape.sorted) {
    const value = values[place];
    if (value === null || value === undefined) continue;
    makeRoom(at + opening.length + FRAME);
    bytes[at] = at === 0 ? BRACE : COMMA;
    at += 1;
    for (let index = 0; index < opening.length; index += 1) bytes[at + index] = opening[index] ?? 0;
    at =
      typeof value === 'string'
        ? writeText(value, at + opening.length)
        : writeJson(value, at + opening.length);
  }
  if (at === 0) bytes[at++] = BRACE;
  bytes[at] = BRACE_CLOSED;
  return hash('sha256', upTo(at + 1), 'hex');
}

const [BRACE, COMMA, QUOTE, BACKSLASH, BRACE_CLOSED] = [123, 44, 34, 92, 125];
/** Braces, comma and quotes around a member. */
const FRAME = 8;

let bytes = Buffer.alloc(4096);

/** Most texts need no escape and are ASCII; others are left to JSON.stringify. Returns where the next byte goes. */
function writeText(text: string, at: number): number {
  makeRoom(at + text.length + FRAME);
  bytes[at] = QUOTE;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 32 || code > 126 || code === QUOTE || code === BACKSLASH) return writeJson(text, at);
    bytes[at + 1 + index] = code;
  }
  bytes[at + 1 + text.length] = QUOTE;
  return at + 2 + text.length;
}

function writeJson(value: unknown, at: number): number {
  // The same text as JSON.stringify gives them, which takes its time.
  const text =
    Number.isSafeInteger(value) || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
  makeRoom(at + text.length * 3 + FRAME);
  return at + bytes.write(text, at, 'utf8');
}

function makeRoom(size: number): void {
  if (size <= bytes.length) return;
  const larger = Buffer.alloc(size * 2);
  bytes.copy(larger);
  bytes = larger;
  views.length = 0;
}

/** Views of the buffer's beginning by their length: making one takes as long as hashing it. */
const views: Uint8Array[] = [];
function upTo(length: number): Uint8Array {
  if (length >= MOST_VIEWS) return bytes.subarray(0, length);
  return (views[length] ??= bytes.subarray(0, length));
}
const MOST_VIEWS = 2048;
