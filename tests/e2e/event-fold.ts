import * as z from 'zod';

/** A row of `entity_events`, as Athena gives it. */
export const EventRow = z.object({
  entity_id: z.string(),
  event: z.enum(['created', 'extended', 'split', 'merged', 'dissolved']),
  other_entity_id: z.string().nullable(),
  version: z.coerce.number(),
});
export type EventRow = z.infer<typeof EventRow>;

/** What the events come to: who is left of all that they tell of, and where they contradict each other. */
export type EventFold = { readonly standing: ReadonlySet<string>; readonly faults: readonly string[] };

/**
 * Tells the events over, version by version. How often an entity was extended hangs on which files were linked together,
 * and so do entities that came and went on the way; who stands at the end does not. Nothing may be told twice: an entity
 * has one event per version, begins once, and nothing happens to one that does not stand.
 */
export function foldEvents(rows: readonly EventRow[]): EventFold {
  const standing = new Set<string>();
  const faults: string[] = [];
  const told = new Set<string>();
  for (const { entity_id: id, event, version } of rows.toSorted(
    (one, other) => one.version - other.version,
  )) {
    const begins = event === 'created' || event === 'split';
    const what = `${event} in version ${version}`;
    if (told.has(`${id} ${version}`)) faults.push(`${id}: ${what}, beside another event of that version`);
    if (begins === standing.has(id))
      faults.push(`${id}: ${what}, though it ${begins ? 'stands' : 'does not stand'}`);
    told.add(`${id} ${version}`);
    if (begins) standing.add(id);
    else if (event !== 'extended') standing.delete(id);
  }
  return { standing, faults };
}
