/** A copy of an array with room for at least so many elements, and to spare. */
export function grown<Elements extends Uint8Array | Uint32Array | Int32Array | Float64Array>(
  array: Elements,
  least: number,
): Elements;
export function grown(
  array: Uint8Array | Uint32Array | Int32Array | Float64Array,
  least: number,
): Uint8Array | Uint32Array | Int32Array | Float64Array {
  const length = Math.max(least, array.length * 2);
  const larger =
    array instanceof Uint8Array
      ? new Uint8Array(length)
      : array instanceof Uint32Array
        ? new Uint32Array(length)
        : array instanceof Int32Array
          ? new Int32Array(length)
          : new Float64Array(length);
  larger.set(array);
  return larger;
}
