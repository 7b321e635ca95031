import { compareText } from './compare-text.ts';
import { type Neighbours, neighboursOf } from './neighbours.ts';
import type { TieList } from './tie-list.ts';
import { type Edges, mergedEdges, weighedTies } from './weighed-ties.ts';

/** The network proper: whatever connects something, in order of id. */
export type NetworkGraph = {
  readonly ids: readonly string[];
  readonly edges: Edges;
  readonly neighbours: Neighbours;
  /** Nodes that are raids, in order. */
  readonly raids: ReadonlySet<number>;
};

/**
 * From ties to the network. Who or what has one tie only connects nothing and is left out: residents, a suspect known
 * from one raid alone, somebody's car. An event with two ties is itself a tie. Raids, and the addresses and companies
 * that something leads to, stay. What is left does not depend on the order of the ties.
 */
export function networkGraph(ties: TieList): NetworkGraph {
  const isRaid = (node: number): boolean => ties.raids.has(node);
  const isEvent = (node: number): boolean => ties.ids[node]?.startsWith('evt-') === true && !isRaid(node);
  const connects = (node: number): boolean => {
    const id = ties.ids[node] ?? '';
    return id.startsWith('per-') || id.startsWith('veh-') || isEvent(node);
  };
  let edges = weighedTies(ties);
  for (;;) {
    const peeled = peel(edges, ties.ids.length, connects);
    const shorter = contract(peeled, ties.ids.length, isEvent);
    edges = shorter ?? peeled;
    if (!shorter) break;
  }
  return inOrder(edges, ties);
}

/** Takes away nodes that must connect and have fewer than two neighbours, until there are none. */
function peel(edges: Edges, nodes: number, connects: (node: number) => boolean): Edges {
  const { starts, others } = neighboursOf(edges, nodes);
  const left = Int32Array.from({ length: nodes }, (_, node) => (starts[node + 1] ?? 0) - (starts[node] ?? 0));
  const gone = new Uint8Array(nodes);
  const queue: number[] = [];
  const look = (node: number): void => {
    if (gone[node] === 1 || (left[node] ?? 0) > 1 || !connects(node)) return;
    gone[node] = 1;
    queue.push(node);
  };
  for (let node = 0; node < nodes; node += 1) look(node);
  for (const node of queue)
    for (let at = starts[node] ?? 0; at < (starts[node + 1] ?? 0); at += 1) {
      const other = others[at] ?? 0;
      left[other] = (left[other] ?? 0) - 1;
      look(other);
    }
  return chosenEdges(edges, (a, b) => gone[a] === 0 && gone[b] === 0);
}

/** Events between two become an edge, as strong as the weaker of their ties. Undefined when there are none. */
function contract(edges: Edges, nodes: number, isEvent: (node: number) => boolean): Edges | undefined {
  const { starts, others, weights } = neighboursOf(edges, nodes);
  const short = new Uint8Array(nodes);
  const added: [number[], number[], number[]] = [[], [], []];
  for (let node = 0; node < nodes; node += 1) {
    const at = starts[node] ?? 0;
    if ((starts[node + 1] ?? 0) - at !== 2 || !isEvent(node)) continue;
    short[node] = 1;
    added[0].push(others[at] ?? 0);
    added[1].push(others[at + 1] ?? 0);
    added[2].push(Math.min(weights[at] ?? 0, weights[at + 1] ?? 0));
  }
  if (added[0].length === 0) return undefined;
  const kept = chosenEdges(edges, (a, b) => short[a] === 0 && short[b] === 0);
  return mergedEdges(
    [...kept.left, ...added[0]],
    [...kept.right, ...added[1]],
    [...kept.weight, ...added[2]],
  );
}

function chosenEdges(edges: Edges, wanted: (left: number, right: number) => boolean): Edges {
  const is = (_: number, at: number): boolean => wanted(edges.left[at] ?? 0, edges.right[at] ?? 0);
  return { left: edges.left.filter(is), right: edges.right.filter(is), weight: edges.weight.filter(is) };
}

/** Nodes that have edges, numbered by the order of their ids. */
function inOrder(edges: Edges, { ids, raids }: TieList): NetworkGraph {
  const used = [...new Set([...edges.left, ...edges.right])];
  const kept = used.toSorted((a, b) => compareText(ids[a] ?? '', ids[b] ?? ''));
  const numbers = new Int32Array(ids.length).fill(-1);
  for (const [number, node] of kept.entries()) numbers[node] = number;
  const number = (node: number): number => numbers[node] ?? -1;
  const ordered = mergedEdges(Array.from(edges.left, number), Array.from(edges.right, number), [
    ...edges.weight,
  ]);
  return {
    ids: kept.map((node) => ids[node] ?? ''),
    edges: ordered,
    neighbours: neighboursOf(ordered, kept.length),
    raids: new Set(kept.flatMap((node, at) => (raids.has(node) ? [at] : []))),
  };
}
