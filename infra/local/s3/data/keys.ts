/** Longest name of a file that common file systems take. */
const SEGMENT_LIMIT_BYTES = 255;

/**
 * Whether a key can stand as a path below its bucket's folder: no empty, `.` or `..` segment (so neither absolute nor
 * outside), no segment that the file system refuses. Other keys are objects like any other, but no files.
 */
export function isPlain(key: string): boolean {
  return key
    .split('/')
    .every(
      (segment) =>
        segment !== '' &&
        segment !== '.' &&
        segment !== '..' &&
        !segment.includes('\0') &&
        Buffer.byteLength(segment) <= SEGMENT_LIMIT_BYTES,
    );
}

/**
 * The least text above every text that starts with `prefix`, in the order of UTF-8 bytes; undefined when there is none.
 * `key >= prefix AND key < keySuccessor(prefix)` holds for exactly the keys with that prefix.
 */
export function keySuccessor(prefix: string): string | undefined {
  const points = Array.from(prefix, (char) => char.codePointAt(0) ?? 0);
  while (points.at(-1) === 0x10ffff) points.pop();
  const last = points.pop();
  if (last === undefined) return undefined;
  // Surrogates are no characters of their own and have no UTF-8.
  points.push(last === 0xd7ff ? 0xe000 : last + 1);
  return String.fromCodePoint(...points);
}
