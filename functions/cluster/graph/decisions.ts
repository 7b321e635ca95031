import { DisjointSets } from '../disjoint-sets.ts';
import type { Pairs } from './weighed-pairs.ts';

/** People say of two rows that they are not one, and of a chain of pairs between the two that each is one. */
export class ContradictingDecisions extends Error {
  override readonly name = 'ContradictingDecisions';
  /** Rows from the first to the last, each decided to be one with the next; the first and the last are decided apart. */
  readonly chain: readonly number[];

  constructor(chain: readonly number[]) {
    super(
      chain.length === 1
        ? `row ${String(chain[0])} cannot be another than itself`
        : `rows ${chain.join(' = ')} are decided to be one, and ${String(chain[0])} ≠ ${String(chain.at(-1))}`,
    );
    this.chain = chain;
  }
}

/** Per row the smallest row that people decided it is one with. Throws ContradictingDecisions. */
export function decidedGroups(rows: number, mustLink: Pairs, cannotLink: Pairs): Int32Array {
  const sets = new DisjointSets(rows);
  for (let at = 0; at < mustLink.count; at++) sets.join(mustLink.left[at] ?? -1, mustLink.right[at] ?? -1);
  for (let at = 0; at < cannotLink.count; at++) {
    const left = cannotLink.left[at] ?? -1;
    const right = cannotLink.right[at] ?? -1;
    if (sets.find(left) === sets.find(right))
      throw new ContradictingDecisions(chainOf(left, right, mustLink));
  }
  const groups = new Int32Array(new SharedArrayBuffer(4 * rows));
  for (let row = 0; row < rows; row++) groups[row] = sets.find(row);
  return groups;
}

/** The shortest way from one row to another over pairs. */
function chainOf(from: number, to: number, pairs: Pairs): number[] {
  const neighbours = new Map<number, number[]>();
  const connect = (one: number, other: number) => {
    const known = neighbours.get(one);
    if (known) known.push(other);
    else neighbours.set(one, [other]);
  };
  for (let at = 0; at < pairs.count; at++) {
    connect(pairs.left[at] ?? -1, pairs.right[at] ?? -1);
    connect(pairs.right[at] ?? -1, pairs.left[at] ?? -1);
  }
  const cameFrom = new Map<number, number | null>([[from, null]]);
  // A Map visits what is added while it is walked through: this is the whole search.
  for (const [at] of cameFrom)
    for (const next of neighbours.get(at) ?? []) if (!cameFrom.has(next)) cameFrom.set(next, at);
  const chain: number[] = [];
  for (let at: number | null | undefined = to; at !== null && at !== undefined; at = cameFrom.get(at))
    chain.unshift(at);
  return chain;
}
