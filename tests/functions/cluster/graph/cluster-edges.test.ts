import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClusterEdgesInput, clusterEdges } from '#cluster/graph/cluster-edges.ts';
import { type DrawnEdge, edgesOf, pairsOf, weighing } from './edges-of.ts';

const THRESHOLD = 2;
const entityOf = (input: Partial<ClusterEdgesInput> & Pick<ClusterEdgesInput, 'rows' | 'edges'>) => [
  ...clusterEdges({ thresholdBits: THRESHOLD, ...input }).entity,
];
const rounded = (of: Float64Array) => Array.from(of, (each) => Number(each.toFixed(6)));
const nothingElse = weighing(() => -9);

describe('taking rows together by links', () => {
  it('names an entity by its smallest row, and leaves out what is too weak', () => {
    const edges = edgesOf([
      [3, 4, 9],
      [1, 4, 9],
      [0, 2, 1],
    ]);
    expect(entityOf({ rows: 5, edges })).toEqual([0, 1, 2, 1, 1]);
  });

  it('keeps apart what people decided to be apart, by leaving out the weakest link that joins them', () => {
    const edges = edgesOf([
      [0, 1, 9],
      [1, 2, 5],
      [2, 3, 9],
    ]);
    expect(entityOf({ rows: 4, edges, cannotLink: pairsOf([[0, 3]]) })).toEqual([0, 0, 2, 2]);
  });
});

describe('taking rows together by all pairs of a component', () => {
  it('does not let one doubtful link join two that know each other well', () => {
    const edges = edgesOf([
      [0, 1, 15],
      [2, 3, 15],
      [1, 2, 3],
    ]);
    expect(entityOf({ rows: 4, edges })).toEqual([0, 0, 0, 0]);
    expect(entityOf({ rows: 4, edges, weigh: nothingElse })).toEqual([0, 0, 2, 2]);
  });

  it('does not lose a row for one pair that is bad, if the others are good', () => {
    const edges = edgesOf([
      [0, 1, 15],
      [0, 2, 12],
      [1, 2, -1],
    ]);
    expect(entityOf({ rows: 3, edges, weigh: nothingElse })).toEqual([0, 0, 0]);
  });

  it('weighs each pair that blocking did not find, once, and none outside a component', () => {
    const asked: string[] = [];
    const weigh = weighing((left, right) => {
      asked.push(`${left} ${right}`);
      return 9;
    });
    const edges = edgesOf([
      [0, 1, 9],
      [1, 2, 9],
      [3, 4, 9],
      [4, 5, 1],
    ]);
    expect(entityOf({ rows: 6, edges, weigh })).toEqual([0, 0, 0, 3, 3, 5]);
    expect(asked).toEqual(['0 2']);
  });

  it('cuts a component that is too large where it is weakest, and says so', () => {
    const chain = Array.from({ length: 9 }, (_, row): DrawnEdge => [row, row + 1, row === 4 ? 3 : 9]);
    const { entity, large } = clusterEdges({
      rows: 10,
      edges: edgesOf(chain),
      thresholdBits: THRESHOLD,
      weigh: weighing(() => 9),
      largestComponent: 6,
    });
    expect([...entity]).toEqual([0, 0, 0, 0, 0, 5, 5, 5, 5, 5]);
    expect(large).toEqual([{ firstRow: 0, rows: 10, pieces: 2 }]);
  });
});

describe('how sure it is', () => {
  it('is what pairs within the entity are on average', () => {
    const edges = edgesOf([
      [0, 1, 0],
      [1, 2, 2],
      [2, 3, -9],
    ]);
    const { confidence } = clusterEdges({ rows: 4, edges, thresholdBits: 0 });
    expect(rounded(confidence)).toEqual([0.5, 0.65, 0.8, 1]);
  });

  it('counts the pairs that were weighed afterwards, and takes what people decided for certain', () => {
    const input = {
      rows: 3,
      edges: edgesOf([
        [0, 1, 2],
        [1, 2, 2],
      ]),
      thresholdBits: 0,
      weigh: weighing(() => 0),
    };
    expect(rounded(clusterEdges(input).confidence)).toEqual([0.65, 0.8, 0.65]);
    const decided = clusterEdges({ ...input, mustLink: pairsOf([[0, 1]]) });
    expect(rounded(decided.confidence)).toEqual([0.75, 0.9, 0.65]);
  });
});

describe('what people decide', () => {
  it('names the chain of decisions that contradict each other', () => {
    const decided = () =>
      entityOf({
        rows: 9,
        edges: edgesOf([]),
        mustLink: pairsOf([
          [3, 5],
          [7, 5],
          [1, 2],
        ]),
        cannotLink: pairsOf([[3, 7]]),
      });
    expect(decided).toThrow('rows 3 = 5 = 7 are decided to be one, and 3 ≠ 7');
  });
});

const ROWS = 8;
const row = fc.nat(ROWS - 1);
const pair = fc.tuple(row, row).filter(([left, right]) => left < right);
const drawn = fc.record({
  bits: fc.array(fc.integer({ min: -12, max: 12 }), { minLength: ROWS * ROWS, maxLength: ROWS * ROWS }),
  known: fc.uniqueArray(pair, { selector: String }),
  must: fc.uniqueArray(pair, { selector: String, maxLength: 3 }),
  cannot: fc.uniqueArray(pair, { selector: String, maxLength: 3 }),
  weighs: fc.boolean(),
});

type Drawn = typeof drawn extends fc.Arbitrary<infer Value> ? Value : never;

function inputOf({ bits, known, must, cannot, weighs }: Drawn): ClusterEdgesInput {
  const bitsOf = (left: number, right: number) => bits[left * ROWS + right] ?? 0;
  return {
    rows: ROWS,
    edges: edgesOf(known.map(([left, right]): DrawnEdge => [left, right, bitsOf(left, right)])),
    thresholdBits: THRESHOLD,
    mustLink: pairsOf(must),
    cannotLink: pairsOf(cannot),
    ...(weighs ? { weigh: weighing(bitsOf) } : {}),
  };
}

/** The decisions that contradict none before them. */
function consistent({ must, cannot, ...rest }: Drawn): Drawn {
  const group = new Map<number, number>();
  const find = (at: number): number => (group.has(at) ? find(group.get(at) ?? at) : at);
  for (const [left, right] of must) if (find(left) !== find(right)) group.set(find(right), find(left));
  return { ...rest, must, cannot: cannot.filter(([left, right]) => find(left) !== find(right)) };
}

describe('whatever the pairs', () => {
  it('entities are named by their smallest row, and what people decided holds', () => {
    fc.assert(
      fc.property(drawn.map(consistent), (each) => {
        const entity = entityOf(inputOf(each));
        entity.forEach((smallest, at) => {
          expect(smallest).toBeLessThanOrEqual(at);
          expect(entity[smallest]).toBe(smallest);
        });
        for (const [left, right] of each.must) expect(entity[left]).toBe(entity[right]);
        for (const [left, right] of each.cannot) expect(entity[left]).not.toBe(entity[right]);
      }),
      { numRuns: 500 },
    );
  });

  it('contradictions are refused, and nothing else is', () => {
    fc.assert(
      fc.property(drawn, (each) => {
        const lost = consistent(each).cannot.length < each.cannot.length;
        const run = () => entityOf(inputOf(each));
        if (lost) expect(run).toThrow('are decided to be one');
        else expect(run()).toHaveLength(ROWS);
      }),
    );
  });

  it('the order of edges and the direction of pairs do not matter', () => {
    fc.assert(
      fc.property(drawn.map(consistent), fc.boolean(), (each, turn) => {
        const input = inputOf(each);
        const { count, left, right, bits } = input.edges;
        const reversed = {
          count,
          left: (turn ? right : left).toReversed(),
          right: (turn ? left : right).toReversed(),
          bits: bits.toReversed(),
        };
        expect(clusterEdges({ ...input, edges: reversed })).toEqual(clusterEdges(input));
      }),
      { numRuns: 300 },
    );
  });

  it('no entity goes beyond what hangs together by links and decisions', () => {
    fc.assert(
      fc.property(drawn.map(consistent), (each) => {
        const { edges, mustLink } = inputOf(each);
        const components = entityOf({ rows: ROWS, edges, ...(mustLink ? { mustLink } : {}) });
        const entity = entityOf(inputOf(each));
        for (let one = 0; one < ROWS; one++)
          for (let other = 0; other < ROWS; other++)
            if (entity[one] === entity[other]) expect(components[one]).toBe(components[other]);
      }),
    );
  });

  it('if all pairs of a component are links, it is one entity', () => {
    fc.assert(
      fc.property(drawn.map(consistent), (each) => {
        const strong = { ...each, bits: each.bits.map((bits) => Math.abs(bits) + THRESHOLD), cannot: [] };
        const { edges, mustLink } = inputOf(strong);
        expect(entityOf(inputOf({ ...strong, weighs: true }))).toEqual(
          entityOf({ rows: ROWS, edges, ...(mustLink ? { mustLink } : {}) }),
        );
      }),
    );
  });
});
