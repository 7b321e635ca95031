import type { Regrouped, Share } from './name-entities.ts';

/**
 * What became of an entity: `created` of new rows; `extended` by rows; `split`: a new one of rows of `other`; `merged`:
 * it ended, most of it is in `other`; `reduced`: it lost rows; `dissolved`: nothing is left of it.
 */
export type EntityChange = {
  readonly event: 'created' | 'extended' | 'merged' | 'split' | 'reduced' | 'dissolved';
  readonly entity: number;
  readonly other?: number;
};

export type ChangeInput = Regrouped & {
  readonly entity: Uint32Array;
  readonly shares: readonly Share[];
  /** Entities of which rows were withdrawn, once per row. */
  readonly withdrawnFrom: readonly number[];
};

/** In order of entity; of one entity in the order extended, reduced. */
export function entityChanges({
  group,
  previous,
  entity,
  shares,
  withdrawnFrom,
}: ChangeInput): EntityChange[] {
  const changes: EntityChange[] = [];
  const nameOf = (share: Share) => entity[share.group] ?? 0;
  const left = new Set<number>(withdrawnFrom);
  /** Per group, by its smallest row, which of the shares is its largest; −1 if all of its rows are new. */
  const origin = new Int32Array(group.length).fill(-1);
  for (const [at, share] of shares.entries()) {
    if (share.rows > (shares[origin[share.group] ?? -1]?.rows ?? 0)) origin[share.group] = at;
    if (nameOf(share) !== share.entity) left.add(share.entity);
  }
  /** Likewise: whether it has rows that it had, and whether it has others. */
  const kept = new Uint8Array(group.length);
  const grew = new Uint8Array(group.length);
  for (let row = 0; row < group.length; row++)
    if (previous[row] === entity[row]) kept[group[row] ?? row] = 1;
    else grew[group[row] ?? row] = 1;
  const standing = new Set<number>();
  for (let row = 0; row < group.length; row++) {
    if (group[row] !== row) continue;
    const name = entity[row] ?? 0;
    const lost = left.has(name);
    if (lost) standing.add(name);
    if (kept[row] === 1) {
      if (grew[row] === 1) changes.push({ event: 'extended', entity: name });
      if (lost) changes.push({ event: 'reduced', entity: name });
      continue;
    }
    const from = shares[origin[row] ?? -1];
    changes.push(
      from ? { event: 'split', entity: name, other: from.entity } : { event: 'created', entity: name },
    );
  }
  const heir = new Map<number, Share>();
  for (const share of shares)
    if (left.has(share.entity) && share.rows > (heir.get(share.entity)?.rows ?? 0))
      heir.set(share.entity, share);
  for (const ended of left) {
    if (standing.has(ended)) continue;
    const into = heir.get(ended);
    changes.push(
      into ? { event: 'merged', entity: ended, other: nameOf(into) } : { event: 'dissolved', entity: ended },
    );
  }
  return changes.toSorted((a, b) => a.entity - b.entity);
}
