/** Whether one text is how the other begins, and has at least so many bytes. */
export function isPrefix(a: Uint8Array, b: Uint8Array, shortest: number): boolean {
  const length = Math.min(a.length, b.length);
  if (length < shortest) return false;
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return false;
  return true;
}
