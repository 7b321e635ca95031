/**
 * Indexes of `bucketOf` by bucket, ascending within each (counting sort); −1 is left out. On shared memory: threads
 * read one copy.
 */
export function bucketed(
  count: number,
  bucketOf: Int32Array,
): { readonly start: Uint32Array; readonly items: Uint32Array } {
  const start = new Uint32Array(new SharedArrayBuffer(4 * (count + 1)));
  for (let index = 0; index < bucketOf.length; index++) {
    const bucket = bucketOf[index] ?? -1;
    if (bucket >= 0) start[bucket + 1] = (start[bucket + 1] ?? 0) + 1;
  }
  for (let bucket = 0; bucket < count; bucket++)
    start[bucket + 1] = (start[bucket + 1] ?? 0) + (start[bucket] ?? 0);
  const next = start.slice();
  const items = new Uint32Array(new SharedArrayBuffer(4 * (start[count] ?? 0)));
  for (let index = 0; index < bucketOf.length; index++) {
    const bucket = bucketOf[index] ?? -1;
    if (bucket < 0) continue;
    const at = next[bucket] ?? 0;
    items[at] = index;
    next[bucket] = at + 1;
  }
  return { start, items };
}
