import { SETTINGS } from '#schemas/settings.ts';
import type { NetworkGraph } from './network-graph.ts';
import { WEIGHT_UNIT } from './weighed-ties.ts';

/** A way between two places by nodes; `from` < `to`. */
export type FoundPath = { readonly from: number; readonly to: number; readonly via: readonly number[] };

type Reached = { readonly place: number; readonly ties: number; readonly cost: number };

/**
 * From each raided address the ways to the nearest others: fewest ties first, among those the strongest (least sum of
 * one over the weights, so that a hub's thin ties cost much), then the order of ids. A way between two is told once and
 * is the same from either end; it is told when it is among the nearest of one of them. Exact: layer by layer, a node's
 * cost is settled before anything goes on from it.
 */
export function raidPaths(graph: NetworkGraph): FoundPath[] {
  const { pathTies, pathsPerRaid } = SETTINGS.network;
  const places = raidedPlaces(graph);
  const isPlace = new Uint8Array(graph.ids.length);
  for (const place of places) isPlace[place] = 1;
  const walk = walker(graph);
  const chosen = new Map<number, Set<number>>();
  for (const place of places) {
    const nearest = walk(place, pathTies)
      .reached.filter((each) => each.place !== place && isPlace[each.place] === 1)
      .sort((a, b) => a.ties - b.ties || a.cost - b.cost || a.place - b.place)
      .slice(0, pathsPerRaid);
    for (const { place: other } of nearest) {
      const from = Math.min(place, other);
      const others = chosen.get(from) ?? new Set();
      chosen.set(from, others.add(Math.max(place, other)));
    }
  }
  return places.flatMap((from) => {
    const others = chosen.get(from);
    if (!others) return [];
    const { before } = walk(from, pathTies);
    return [...others].sort((a, b) => a - b).map((to) => ({ from, to, via: between(from, to, before) }));
  });
}

/** Addresses at which a raid was, in order. */
function raidedPlaces({ ids, raids, neighbours }: NetworkGraph): number[] {
  const places = new Set<number>();
  for (const raid of raids)
    for (let at = neighbours.starts[raid] ?? 0; at < (neighbours.starts[raid + 1] ?? 0); at += 1) {
      const node = neighbours.others[at] ?? 0;
      if (ids[node]?.startsWith('adr-') === true) places.add(node);
    }
  return [...places].sort((a, b) => a - b);
}

function between(from: number, to: number, before: Int32Array): number[] {
  const via: number[] = [];
  for (let node = before[to] ?? from; node !== from; node = before[node] ?? from) via.push(node);
  return via.reverse();
}

/** A tie of full weight costs this much; costs are whole, so that their sums are exact in any order. */
const COST_UNIT = 1000;

type Walk = (
  source: number,
  most: number,
) => { readonly reached: readonly Reached[]; readonly before: Int32Array };

/** Walks from one node after another over the same arrays; what a walk gives holds until the next. */
function walker({ ids, neighbours }: NetworkGraph): Walk {
  const { starts, others, weights } = neighbours;
  const ties = new Int32Array(ids.length).fill(-1);
  const cost = new Float64Array(ids.length);
  const before = new Int32Array(ids.length).fill(-1);
  let touched: number[] = [];
  return (source, most) => {
    for (const node of touched) ties[node] = -1;
    touched = [source];
    ties[source] = 0;
    cost[source] = 0;
    for (const node of touched) {
      const next = (ties[node] ?? 0) + 1;
      if (next > most) break;
      for (let at = starts[node] ?? 0; at < (starts[node + 1] ?? 0); at += 1) {
        const other = others[at] ?? 0;
        const known = ties[other] ?? -1;
        if (known !== -1 && known < next) continue;
        const sum = (cost[node] ?? 0) + Math.round((COST_UNIT * WEIGHT_UNIT) / (weights[at] ?? 1));
        const isBetter =
          known === -1 || sum < (cost[other] ?? 0) || (sum === cost[other] && node < (before[other] ?? -1));
        if (known === -1) {
          ties[other] = next;
          touched.push(other);
        }
        if (!isBetter) continue;
        cost[other] = sum;
        before[other] = node;
      }
    }
    return {
      reached: touched.map((place) => ({ place, ties: ties[place] ?? 0, cost: cost[place] ?? 0 })),
      before,
    };
  };
}
