import * as z from 'zod';
import type { Catalog, Lake, ObjectStore } from '#ports';
import { EntityEvent } from '#schemas/entity.ts';
import { versionLocation, workPrefix } from '#schemas/link-work.ts';
import type { Run } from './staged-version.ts';

const Outbox = z.strictObject({ at: z.iso.datetime(), events: z.array(EntityEvent) });
const outboxKey = (run: Run): string => `${workPrefix(run)}events.json`;

/** Lays entity events ready before the version is published: a version that fails leaves no events in the log. */
export async function layEventsReady(
  run: Run,
  at: string,
  events: readonly EntityEvent[],
  objects: ObjectStore,
): Promise<void> {
  await objects.write(outboxKey(run), JSON.stringify({ at, events }), 'application/json');
}

/**
 * Moves a published version's events to the log, and clears the run's work away. Repeated after a crash it writes the
 * same file again; when the work is gone, an earlier try did it all.
 */
export async function logEvents(
  run: Run,
  ports: { readonly objects: ObjectStore; readonly lake: Lake; readonly catalog: Catalog },
): Promise<void> {
  const work = await ports.objects.list(workPrefix(run));
  const key = outboxKey(run);
  if (!work.includes(key)) return;
  const text = new TextDecoder().decode(await ports.objects.read(key));
  const { at, events } = Outbox.parse(JSON.parse(text));
  if (events.length > 0) {
    const day = at.slice(0, 10);
    await ports.lake.write('entity_events', `day=${day}`, versionLocation(run).replace('=', '-'), events);
    await ports.catalog.registerDay('entity_events', day);
  }
  // The outbox goes last: while it is there, the work is not done.
  await ports.objects.remove(work.filter((each) => each !== key));
  await ports.objects.remove([key]);
}
