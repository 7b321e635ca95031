import { currentEntity } from '../../engine/index/current-entity.ts';
import { textsOf } from '../../engine/index/decisions.ts';
import { entityMembers } from '../../engine/index/entity-members.ts';
import { entityId, entityOf, NO_ENTITY } from '../../engine/index/entity-id.ts';
import { findIds, NO_SLOT } from '../../engine/index/find-ids.ts';
import type { OpenIndex } from '../../engine/index/open-index.ts';
import { newestValues } from '../../engine/index/slot-lists.ts';
import { InputError } from '../../engine/table/input-error.ts';

export type FoundEntity = {
  readonly entity: number;
  /** Ascending. */
  readonly slots: Uint32Array;
  /** How it was found, for people. */
  readonly how: string;
};

/** The entity that an id means: a record's, or an entity's own, whatever became of it. Throws InputError. */
export async function foundEntity(index: OpenIndex, id: string): Promise<FoundEntity> {
  const [slot = NO_SLOT] = await findIds(index, textsOf([id]));
  if (slot !== NO_SLOT) {
    const [entity = NO_ENTITY] = await newestValues(
      index,
      (segment) => segment.entities,
      Uint32Array.of(slot),
      NO_ENTITY,
    );
    return {
      entity,
      slots: await entityMembers(index, entity),
      how: `Record ${id} is of entity ${entityId(entity)}`,
    };
  }
  const asked = entityOf(id);
  if (asked === undefined || asked >= index.manifest.nextEntity)
    throw new InputError(
      `${id} is neither a record of this index nor an entity: records are known by ${index.manifest.idColumn}, entities are called like ${entityId(0)}.`,
    );
  const entity = await currentEntity(index, asked);
  if (entity === NO_ENTITY) throw new InputError(`Entity ${id} is gone: all of its records were withdrawn.`);
  return {
    entity,
    slots: await entityMembers(index, entity),
    how: entity === asked ? `Entity ${id}` : `Entity ${id} went into ${entityId(entity)}`,
  };
}
