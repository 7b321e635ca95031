import type { Pairs, WeighedPairs } from './weighed-pairs.ts';

/** Rows per component, at its smallest row. */
export function sizesOf(component: Int32Array): Int32Array {
  const sizes = new Int32Array(component.length);
  for (let row = 0; row < component.length; row++) {
    const root = component[row] ?? 0;
    sizes[root] = (sizes[root] ?? 0) + 1;
  }
  return sizes;
}

export type OpenInput = {
  /** Rows per component, at its smallest row. */
  readonly sizes: Int32Array;
  readonly edges: WeighedPairs;
  readonly thresholdBits: number;
  /** Whether pairs that are no edges can be weighed. */
  readonly weighable: boolean;
  readonly decided: Int32Array | undefined;
  readonly cannotLink: Pairs;
};

/**
 * Which components need a closer look: 1 at their smallest rows. All others are one entity: single rows, those of which
 * every pair is a link, and, where nothing but edges can be weighed, all in which nothing is forbidden.
 */
export function openComponents(component: Int32Array, input: OpenInput): Uint8Array {
  const { sizes, edges, thresholdBits, decided, cannotLink } = input;
  const links = new Int32Array(component.length);
  const open = new Uint8Array(component.length);
  for (let at = 0; at < edges.count; at++) {
    const root = component[edges.left[at] ?? 0] ?? 0;
    if (root !== component[edges.right[at] ?? 0]) continue;
    const bits = edges.bits[at] ?? Number.NaN;
    if (bits >= thresholdBits) links[root] = (links[root] ?? 0) + 1;
    else if (bits === Number.NEGATIVE_INFINITY) open[root] = 1;
  }
  if (input.weighable)
    for (let root = 0; root < sizes.length; root++) {
      const rows = sizes[root] ?? 0;
      if (rows > 1 && (links[root] ?? 0) < (rows * (rows - 1)) / 2) open[root] = 1;
    }
  for (let at = 0; at < cannotLink.count; at++) {
    const root = component[cannotLink.left[at] ?? 0] ?? 0;
    if (root === component[cannotLink.right[at] ?? 0]) open[root] = 1;
  }
  if (decided) closeDecided(component, sizes, decided, open);
  return open;
}

/** A component that people put together whole, pair by pair, stays. */
function closeDecided(component: Int32Array, sizes: Int32Array, decided: Int32Array, open: Uint8Array): void {
  const together = new Int32Array(component.length);
  for (const group of decided) together[group] = (together[group] ?? 0) + 1;
  together.forEach((rows, row) => {
    const root = component[row] ?? 0;
    if (rows > 1 && rows === sizes[root]) open[root] = 0;
  });
}
