import { NO_ENTITY } from './entity-id.ts';
import { sortedWords } from './sorted-words.ts';

/** Rows that were taken together anew: per row the smallest row of its group, and the entity that it was of. */
export type Regrouped = {
  readonly group: Int32Array;
  /** NO_ENTITY if it is new. */
  readonly previous: Uint32Array;
};

/** Rows that a group has of one earlier entity. */
export type Share = { readonly group: number; readonly entity: number; readonly rows: number };

/** Shares in order of group, then of entity. */
export function sharesOf({ group, previous }: Regrouped): Share[] {
  const pairs = new Uint32Array(group.length * 2);
  let used = 0;
  for (let row = 0; row < group.length; row++) {
    if (previous[row] === NO_ENTITY) continue;
    pairs[used++] = group[row] ?? 0;
    pairs[used++] = previous[row] ?? 0;
  }
  const { words } = sortedWords(pairs.subarray(0, used), 2, 2);
  const shares: Share[] = [];
  let from = 0;
  for (let at = 2; at <= used; at += 2) {
    if (at < used && words[at] === words[from] && words[at + 1] === words[from + 1]) continue;
    shares.push({ group: words[from] ?? 0, entity: words[from + 1] ?? 0, rows: (at - from) / 2 });
    from = at;
  }
  return shares;
}

/**
 * Which entity each group is: an entity stays with the group that holds most of its earlier rows, a group that holds
 * rows of several takes the one of which it holds most. Ties: the oldest entity, then the group of the smaller row.
 * All other groups are new entities, numbered from `next` on in order of their rows. Per row its entity.
 */
export function nameEntities(
  { group }: Regrouped,
  shares: readonly Share[],
  next: number,
): { readonly entity: Uint32Array; readonly next: number } {
  const nameOf = new Uint32Array(group.length).fill(NO_ENTITY);
  const taken = new Set<number>();
  const claims = shares.toSorted((a, b) => b.rows - a.rows || a.entity - b.entity || a.group - b.group);
  for (const claim of claims) {
    if (nameOf[claim.group] !== NO_ENTITY || taken.has(claim.entity)) continue;
    nameOf[claim.group] = claim.entity;
    taken.add(claim.entity);
  }
  let fresh = next;
  const entity = new Uint32Array(group.length);
  for (let row = 0; row < group.length; row++) {
    const smallest = group[row] ?? row;
    if (smallest === row && nameOf[row] === NO_ENTITY) nameOf[row] = fresh++;
    entity[row] = nameOf[smallest] ?? NO_ENTITY;
  }
  return { entity, next: fresh };
}
