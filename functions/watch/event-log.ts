import { createHash } from 'node:crypto';
import type { Catalog, Lake } from '#ports';
import { idText } from '#schemas/ids.ts';
import type { Alert } from '#schemas/watch.ts';
import { dayOf } from './calendar.ts';

/** What happened on lists, for analysts: ids and kinds only. `part` names the file, so that a repeat overwrites itself. */
export async function recordWatchEvents(
  ports: { readonly lake: Lake; readonly catalog: Catalog },
  part: string,
  at: Date,
  events: readonly { readonly alert: Alert; readonly event: string }[],
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map(({ alert, event }) => ({
    event_id: `wev-${idText(createHash('sha256').update(`${alert.alert_id}\u0000${event}`).digest())}`,
    list_id: alert.list_id,
    entry_id: alert.entry_id,
    event,
    at: at.toISOString(),
    version: alert.version,
    details: { alert_id: alert.alert_id, kind: alert.kind },
  }));
  const day = dayOf(at);
  await ports.lake.write('watch_events', `day=${day}`, part, rows);
  await ports.catalog.registerDay('watch_events', day);
}
