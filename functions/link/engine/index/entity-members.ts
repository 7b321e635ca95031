import type { OpenIndex } from './open-index.ts';
import { readWords } from './parts.ts';
import { SlotSet } from './slot-set.ts';

/**
 * Slots of the rows that an entity has, ascending. Lists are sorted by slot, so all of them are read: 8 bytes per row,
 * which is for a person who asks, not for a drop.
 */
export async function entityMembers(
  { objects, segments, dead, manifest }: OpenIndex,
  entity: number,
): Promise<Uint32Array> {
  const members = new SlotSet(manifest.nextSlot);
  for (const { entities } of segments) {
    const [words = new Uint32Array()] = await readWords(objects, [entities.part]);
    for (let at = 0; at < words.length; at += 2) {
      const slot = words[at] ?? 0;
      // A later segment may have given the row to another entity.
      if (words[at + 1] === entity) members.add(slot);
      else members.remove(slot);
    }
  }
  return members.slots().filter((slot) => !dead.has(slot));
}
