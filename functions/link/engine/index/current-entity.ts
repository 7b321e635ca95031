import { NO_ENTITY } from './entity-id.ts';
import { lookUp } from './look-up.ts';
import type { OpenIndex } from './open-index.ts';

/**
 * Which entity an entity is now: itself, or the one that it went into, however many steps ago. NO_ENTITY if nothing is
 * left of it or it never was.
 */
export async function currentEntity(
  { objects, segments, manifest }: OpenIndex,
  entity: number,
): Promise<number> {
  if (entity >= manifest.nextEntity) return NO_ENTITY;
  let current = entity;
  // An entity ends once and its heir may end only later, so that one pass from the oldest segment on is enough.
  for (const segment of segments) {
    for (;;) {
      const query = Uint32Array.of(current);
      const { counts, starts, words } = await lookUp(
        objects,
        segment.aliases,
        query,
        1,
        Number.POSITIVE_INFINITY,
      );
      if ((counts[0] ?? 0) === 0) break;
      current = words[(starts[0] ?? 0) * 2 + 1] ?? NO_ENTITY;
      if (current === NO_ENTITY) return NO_ENTITY;
    }
  }
  return current;
}
