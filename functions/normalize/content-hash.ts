import { hash } from 'node:crypto';
import type { ContentShape } from './content-shape.ts';

/**
 * SHA-256 over the canonical JSON (names sorted, unknown left out; amounts in the order of their source) of what a
 * record says, in hexadecimal. The JSON is written as bytes into one kept buffer: a file has millions of records, and
 * text put together from thirty pieces is copied twice before it is hashed.
 */
export function contentHash(shape: ContentShape, values: readonly unknown[]): string {
  let target = room(FRAME);
  let at = 0;
  for (const { place, opening } of shape.sorted) {
    const value = values[place];
    if (value === null || value === undefined) continue;
    const isText = typeof value === 'string';
    const text = isText ? value : jsonOf(value);
    // Escaped, a character takes six bytes at most.
    if (target.length < at + opening.length + text.length * 6 + FRAME)
      target = room(at + opening.length + text.length * 6 + FRAME);
    target[at] = at === 0 ? BRACE : COMMA;
    at += 1;
    for (let index = 0; index < opening.length; index += 1) target[at + index] = opening[index] ?? 0;
    at += opening.length;
    if (isText) target[at] = QUOTE;
    const start = isText ? at + 1 : at;
    let index = 0;
    for (; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code < 32 || code > 126 || (isText && (code === QUOTE || code === BACKSLASH))) break;
      target[start + index] = code;
    }
    // Most texts are ASCII and need no escape; others are left to JSON.stringify.
    if (index < text.length) at += target.write(isText ? JSON.stringify(text) : text, at, 'utf8');
    else {
      at = start + index;
      if (isText) target[at++] = QUOTE;
    }
  }
  if (at === 0) target[at++] = BRACE;
  target[at] = BRACE_CLOSED;
  return hash('sha256', upTo(at + 1), 'hex');
}

const [BRACE, COMMA, QUOTE, BACKSLASH, BRACE_CLOSED] = [123, 44, 34, 92, 125];
/** Braces, comma and quotes around a member. */
const FRAME = 8;

/** What nearly all values are that are no text, at once; JSON.stringify, which gives the same, takes its time. */
function jsonOf(value: unknown): string {
  if (Number.isSafeInteger(value) || typeof value === 'boolean') return String(value);
  return Array.isArray(value) && value.length === 0 ? '[]' : JSON.stringify(value);
}

let bytes = Buffer.alloc(4096);

/** The kept buffer, of so many bytes at least. */
function room(size: number): Buffer {
  if (size <= bytes.length) return bytes;
  const larger = Buffer.alloc(size * 2);
  bytes.copy(larger);
  bytes = larger;
  views.length = 0;
  return bytes;
}

/** Views of the buffer's beginning by their length: making one takes as long as hashing it. */
const views: Uint8Array[] = [];
function upTo(length: number): Uint8Array {
  if (length >= MOST_VIEWS) return bytes.subarray(0, length);
  return (views[length] ??= bytes.subarray(0, length));
}
const MOST_VIEWS = 2048;
