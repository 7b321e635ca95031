import type { Confidence } from './confidence.ts';
import type { Contested } from './contested.ts';
import type { ComponentPartition } from './partition-component.ts';
import type { Pairs, WeighedPairs } from './weighed-pairs.ts';

export type CloserLook = {
  readonly contested: Contested;
  readonly edges: WeighedPairs;
  readonly weigh: ((pairs: Pairs) => Float64Array) | undefined;
  readonly decided: Int32Array | undefined;
  readonly component: Int32Array;
  readonly cannotLink: Pairs;
  readonly partition: ComponentPartition;
  /** Written into. */
  readonly entity: Int32Array;
  readonly confidence: Confidence;
};

/** Cells of the matrices that are held at one time: 16 MB. */
const BATCH_CELLS = 1 << 21;

/** Partitions contested components, so many at a time that their unweighed pairs make one good batch. */
export function closerLook(work: CloserLook): void {
  const { contested } = work;
  const forbidden = pairsByComponent(work);
  let first = 0;
  while (first < contested.count) {
    let cells = 0;
    let end = first;
    while (end < contested.count && (end === first || cells + cellsOf(contested, end) <= BATCH_CELLS))
      cells += cellsOf(contested, end++);
    lookAt(first, end, cells, work, forbidden);
    first = end;
  }
}

const rowsOf = ({ rowStart }: Contested, at: number): number => (rowStart[at + 1] ?? 0) - (rowStart[at] ?? 0);

const cellsOf = (contested: Contested, at: number): number => rowsOf(contested, at) ** 2;

type Forbidden = ReadonlyMap<number, readonly (readonly [left: number, right: number])[]>;

/** Pairs that people decided are apart, by the smallest row of the component in which both are. */
function pairsByComponent({ cannotLink, component }: CloserLook): Forbidden {
  const pairs = new Map<number, (readonly [number, number])[]>();
  for (let at = 0; at < cannotLink.count; at++) {
    const left = cannotLink.left[at] ?? 0;
    const right = cannotLink.right[at] ?? 0;
    const root = component[left] ?? 0;
    if (root !== component[right]) continue;
    const known = pairs.get(root);
    if (known) known.push([left, right]);
    else pairs.set(root, [[left, right]]);
  }
  return pairs;
}

function lookAt(first: number, end: number, cells: number, work: CloserLook, forbidden: Forbidden): void {
  const { contested, edges, weigh, entity } = work;
  const bits = new Float64Array(cells).fill(Number.NaN);
  let unweighed = cells;
  let base = 0;
  for (let at = first; at < end; at++) {
    const size = rowsOf(contested, at);
    const last = contested.edgeStart[at + 1] ?? 0;
    for (let edge = contested.edgeStart[at] ?? 0; edge < last; edge++) {
      const index = contested.edges[edge] ?? 0;
      const one = contested.placeOf[edges.left[index] ?? 0] ?? 0;
      const other = contested.placeOf[edges.right[index] ?? 0] ?? 0;
      const weight = edges.bits[index] ?? Number.NaN;
      bits[base + one * size + other] = weight;
      bits[base + other * size + one] = weight;
    }
    unweighed -= size + 2 * (last - (contested.edgeStart[at] ?? 0));
    base += size * size;
  }
  const weighed = weigh && weighMissing(first, end, bits, unweighed / 2, work, weigh);
  base = 0;
  for (let at = first; at < end; at++) {
    const size = rowsOf(contested, at);
    const rows = contested.rows.subarray(contested.rowStart[at], contested.rowStart[at + 1]);
    const matrix = bits.subarray(base, base + size * size);
    if (forbidden.size > 0) keepApart(forbidden.get(rows[0] ?? -1) ?? [], matrix, size, contested);
    work.partition.run(rows, matrix, entity);
    base += size * size;
  }
  if (weighed) work.confidence.add(weighed, entity);
}

function keepApart(
  pairs: readonly (readonly [left: number, right: number])[],
  matrix: Float64Array,
  size: number,
  { placeOf }: Contested,
): void {
  for (const [left, right] of pairs) {
    const one = placeOf[left] ?? 0;
    const other = placeOf[right] ?? 0;
    matrix[one * size + other] = Number.NEGATIVE_INFINITY;
    matrix[other * size + one] = Number.NEGATIVE_INFINITY;
  }
}

/** Weighs all pairs that are no edges; those that people decided are one need no weight. */
function weighMissing(
  first: number,
  end: number,
  bits: Float64Array,
  atMost: number,
  { contested, decided }: CloserLook,
  weigh: (pairs: Pairs) => Float64Array,
): WeighedPairs | undefined {
  const left = new Uint32Array(atMost);
  const right = new Uint32Array(atMost);
  const cell = new Uint32Array(atMost);
  const mirror = new Uint32Array(atMost);
  let count = 0;
  let base = 0;
  for (let at = first; at < end; at++) {
    const size = rowsOf(contested, at);
    const from = contested.rowStart[at] ?? 0;
    for (let one = 0; one < size; one++)
      for (let other = one + 1; other < size; other++) {
        if (!Number.isNaN(bits[base + one * size + other] ?? 0)) continue;
        const a = contested.rows[from + one] ?? 0;
        const b = contested.rows[from + other] ?? 0;
        if (decided && decided[a] === decided[b]) continue;
        left[count] = a;
        right[count] = b;
        cell[count] = base + one * size + other;
        mirror[count] = base + other * size + one;
        count++;
      }
    base += size * size;
  }
  if (count === 0) return undefined;
  const pairs = { count, left: left.subarray(0, count), right: right.subarray(0, count) };
  const weights = weigh(pairs);
  for (let at = 0; at < count; at++) {
    const weight = weights[at] ?? Number.NaN;
    bits[cell[at] ?? 0] = weight;
    bits[mirror[at] ?? 0] = weight;
  }
  return { ...pairs, bits: weights };
}
