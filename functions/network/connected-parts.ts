import type { Neighbours } from './neighbours.ts';

/** Nodes that hang together by the edges that count, each part in order of number, the parts by their first. */
export function connectedParts(
  { starts, others }: Neighbours,
  counts: (node: number, other: number) => boolean = () => true,
): number[][] {
  const seen = new Uint8Array(starts.length - 1);
  const parts: number[][] = [];
  for (let first = 0; first < seen.length; first += 1) {
    if (seen[first] === 1) continue;
    seen[first] = 1;
    const part = [first];
    for (const node of part)
      for (let at = starts[node] ?? 0; at < (starts[node + 1] ?? 0); at += 1) {
        const other = others[at] ?? 0;
        if (seen[other] === 1 || !counts(node, other)) continue;
        seen[other] = 1;
        part.push(other);
      }
    parts.push(part.sort((a, b) => a - b));
  }
  return parts;
}
