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
  const origin = new Map<number, Share>();
  const heir = new Map<number, Share>();
  const most = (best: Share | undefined, share: Share) => (!best || share.rows > best.rows ? share : best);
  const nameOf = (share: Share) => entity[share.group] ?? 0;
  const left = new Set<number>(withdrawnFrom);
  for (const share of shares) {
    origin.set(share.group, most(origin.get(share.group), share));
    heir.set(share.entity, most(heir.get(share.entity), share));
    if (nameOf(share) !== share.entity) left.add(share.entity);
  }
  const standing = new Set<number>();
  const kept = new Set<number>();
  const grew = new Set<number>();
  for (let row = 0; row < group.length; row++) {
    const name = entity[row] ?? 0;
    standing.add(name);
    if (previous[row] === name) kept.add(name);
    else grew.add(name);
  }
  for (let row = 0; row < group.length; row++) {
    if (group[row] !== row) continue;
    const name = entity[row] ?? 0;
    if (kept.has(name)) {
      if (grew.has(name)) changes.push({ event: 'extended', entity: name });
      if (left.has(name)) changes.push({ event: 'reduced', entity: name });
      continue;
    }
    const from = origin.get(row);
    changes.push(
      from ? { event: 'split', entity: name, other: from.entity } : { event: 'created', entity: name },
    );
  }
  for (const ended of left) {
    if (standing.has(ended)) continue;
    const into = heir.get(ended);
    changes.push(
      into ? { event: 'merged', entity: ended, other: nameOf(into) } : { event: 'dissolved', entity: ended },
    );
  }
  return changes.toSorted((a, b) => a.entity - b.entity);
}
