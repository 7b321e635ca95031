/** The package’s own typings put the function under `default`, where a CommonJS module that is imported has none. */
declare module 'graphology-communities-louvain' {
  import type Graph from 'graphology-types';
  import type { Attributes } from 'graphology-types';

  export default function louvain<Node extends Attributes, Edge extends Attributes>(
    graph: Graph<Node, Edge>,
    options: {
      readonly getEdgeWeight: keyof Edge;
      readonly resolution: number;
      /** `false`: nodes are visited in their order, and nothing is drawn. */
      readonly randomWalk: false;
    },
  ): Readonly<Record<string, number>>;
}
