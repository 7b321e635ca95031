import { resolveInParts } from '../../entities/resolve-in-parts.ts';
import type { Model } from '../../model/model.ts';
import { sortEdges } from '../../score/sort-edges.ts';
import { InputError } from '../../table/input-error.ts';
import type { Pool } from '../../threads/pool.ts';
import type { BaseLinks, BaseRows } from '../base.ts';
import type { IndexObjects } from '../objects.ts';
import { openBaseLists } from './base-lists.ts';
import { allLargeKeys, type LargeKeys, largeKeysOfPart } from './large-keys.ts';
import { type LinkedPart, linkPart } from './link-part.ts';
import { readLocal } from './read-local.ts';

export type InParts = {
  readonly objects: IndexObjects;
  readonly base: BaseRows;
  readonly model: Model;
  readonly parts: number;
  readonly keepBits: number;
  readonly pool: Pool;
  readonly rowsAtOnce: number;
};

/**
 * Links all rows of a base part by part, and takes the parts' edges together in one step: the same edges and entities
 * for any number of parts. Throws InputError if the model leaves open how links become entities: that is chosen from
 * all links.
 */
export async function linkInParts(work: InParts): Promise<BaseLinks & { readonly pairsScored: number }> {
  const { objects, base, model, parts: count, keepBits, pool, rowsAtOnce } = work;
  if (!model.entities)
    throw new InputError(
      'The model does not say how links become entities, which is chosen from all links at once. Name a model that does: a report’s.',
    );
  const lists = await openBaseLists(objects, base, model);
  const large: LargeKeys[] = [];
  for (let index = 0; index < count; index++)
    large.push(await largeKeysOfPart(objects, lists, model, { index, count }));
  const all = allLargeKeys(large);
  const parts: LinkedPart[] = [];
  for (let index = 0; index < count; index++)
    parts.push(
      await linkPart({
        objects,
        lists,
        model,
        part: { index, count },
        large: all,
        keepBits,
        pool,
        rowsAtOnce,
      }),
    );
  const edges = sortEdges(parts.map((part) => part.edges));
  const entity = await resolveInParts({
    rows: base.rows,
    edges,
    model,
    pool,
    rowsAtOnce,
    read: async (rows) => {
      const slots = rows.map((row) => base.slotOf[row] ?? 0).sort();
      return (await readLocal(objects, lists, slots)).local.encoded;
    },
  });
  return {
    edges,
    entity,
    rules: model.entities,
    pairsScored: parts.reduce((sum, { pairsScored }) => sum + pairsScored, 0),
  };
}
