import type { Edges } from './edges.ts';

/** Edges as they are found, in arrays that double when they are full. */
export class EdgeList {
  private left = new Uint32Array(1024);
  private right = new Uint32Array(1024);
  private bits = new Float64Array(1024);
  private count = 0;

  add(left: number, right: number, bits: number): void {
    const at = this.count;
    if (at === this.left.length) {
      this.left = doubled(this.left, Uint32Array);
      this.right = doubled(this.right, Uint32Array);
      this.bits = doubled(this.bits, Float64Array);
    }
    this.left[at] = left;
    this.right[at] = right;
    this.bits[at] = bits;
    this.count = at + 1;
  }

  /** Copies on shared memory, so that another thread can have them as they are. */
  edges(): Edges {
    const { count } = this;
    const shared = emptyEdges(count);
    shared.left.set(this.left.subarray(0, count));
    shared.right.set(this.right.subarray(0, count));
    shared.bits.set(this.bits.subarray(0, count));
    return shared;
  }
}

export const emptyEdges = (count: number): Edges => ({
  count,
  left: new Uint32Array(new SharedArrayBuffer(4 * count)),
  right: new Uint32Array(new SharedArrayBuffer(4 * count)),
  bits: new Float64Array(new SharedArrayBuffer(8 * count)),
});

function doubled<A extends Uint32Array | Float64Array>(array: A, Make: new (length: number) => A): A {
  const larger = new Make(2 * array.length);
  larger.set(array);
  return larger;
}
