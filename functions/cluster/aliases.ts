import type { Alias } from '#schemas/entity.ts';
import type { EntityId } from '#schemas/ids.ts';
import type { EntityChange } from './entity-events.ts';

/** New aliases of ids that ended, and older ones turned to where their target went, so that one look-up is enough. */
export function aliasesAfter(previous: readonly Alias[], events: readonly EntityChange[]): Alias[] {
  const ended = new Map<EntityId, EntityId | null>();
  for (const { event, entity_id, other_entity_id } of events)
    if (event === 'merged' || event === 'dissolved') ended.set(entity_id, other_entity_id);
  const turned = previous.flatMap(({ entity_id, into_entity_id }) => {
    const into = into_entity_id === null ? undefined : ended.get(into_entity_id);
    return into === undefined ? [] : [{ entity_id, into_entity_id: into }];
  });
  return [...[...ended].map(([entity_id, into_entity_id]) => ({ entity_id, into_entity_id })), ...turned];
}
