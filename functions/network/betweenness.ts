import type { Neighbours } from './neighbours.ts';

/**
 * Share of the shortest ways between two others of a connected part on which a node lies, 0 to 1, for the nodes that
 * are asked for (Brandes, "A faster algorithm for betweenness centrality", 2001); from as many beginnings as `samples`
 * says, an estimate where they are not all (Brandes and Pich, "Centrality estimation in large networks", 2007). Ids are
 * keyed digests, so every n-th of `part`, which is in their order, is a random sample, and the same one each time.
 */
export function betweennessOf(
  part: readonly number[],
  { starts, others }: Neighbours,
  asked: ReadonlySet<number>,
  samples: number,
): ReadonlyMap<number, number> {
  const place = new Map(part.map((node, at) => [node, at]));
  // Neighbours by place in the part, all of whom are in it.
  const from = new Int32Array(part.length + 1);
  for (const [at, node] of part.entries())
    from[at + 1] = (from[at] ?? 0) + (starts[node + 1] ?? 0) - (starts[node] ?? 0);
  const to = new Int32Array(from[part.length] ?? 0);
  for (const [at, node] of part.entries())
    for (let edge = 0; edge < (from[at + 1] ?? 0) - (from[at] ?? 0); edge += 1)
      to[(from[at] ?? 0) + edge] = place.get(others[(starts[node] ?? 0) + edge] ?? -1) ?? 0;

  const isAsked = Uint8Array.from(part, (node) => (asked.has(node) ? 1 : 0));
  const sums = new Float64Array(part.length);
  const order = new Int32Array(part.length);
  const distance = new Int32Array(part.length);
  const ways = new Float64Array(part.length);
  const dependency = new Float64Array(part.length);
  for (let sample = 0; sample < samples; sample += 1) {
    const source = Math.floor((sample * part.length) / samples);
    distance.fill(-1);
    ways.fill(0);
    dependency.fill(0);
    order[0] = source;
    distance[source] = 0;
    ways[source] = 1;
    let reached = 1;
    for (let at = 0; at < reached; at += 1) {
      const node = order[at] ?? 0;
      const next = (distance[node] ?? 0) + 1;
      for (let edge = from[node] ?? 0; edge < (from[node + 1] ?? 0); edge += 1) {
        const other = to[edge] ?? 0;
        if (distance[other] === -1) {
          distance[other] = next;
          order[reached] = other;
          reached += 1;
        }
        if (distance[other] === next) ways[other] = (ways[other] ?? 0) + (ways[node] ?? 0);
      }
    }
    for (let at = reached - 1; at > 0; at -= 1) {
      const node = order[at] ?? 0;
      const share = (1 + (dependency[node] ?? 0)) / (ways[node] ?? 1);
      const before = (distance[node] ?? 0) - 1;
      for (let edge = from[node] ?? 0; edge < (from[node + 1] ?? 0); edge += 1) {
        const other = to[edge] ?? 0;
        if (distance[other] === before)
          dependency[other] = (dependency[other] ?? 0) + (ways[other] ?? 0) * share;
      }
      // R2: of persons, ways run through and nothing is kept.
      if (isAsked[node] === 1) sums[node] = (sums[node] ?? 0) + (dependency[node] ?? 0);
    }
  }
  const pairs = (samples / part.length) * Math.max(1, (part.length - 1) * (part.length - 2));
  return new Map(
    [...asked].map((node) => {
      const share = (sums[place.get(node) ?? -1] ?? 0) / pairs;
      return [node, Number(Math.min(1, share).toFixed(DECIMALS))];
    }),
  );
}

const DECIMALS = 9;
