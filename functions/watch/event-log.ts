import { createHash } from 'node:crypto';
import type { Catalog, Lake } from '#ports';
import { idText } from '#schemas/ids.ts';
import type { Alert } from '#schemas/watch.ts';
import { dayOf } from './calendar.ts';

/**
 * What somebody did with a list, an entry or a subscription, for those who look after lawful use: ids, the act and the
 * team. Names and reasons stay with the list itself.
 */
export async function recordWatchAct(
  ports: { readonly lake: Lake; readonly catalog: Catalog },
  at: Date,
  act: {
    readonly list_id: string;
    readonly entry_id: string | null;
    readonly event: string;
    readonly team: string;
    /** Makes the act's id: the same for a repeat of the same act. */
    readonly key: string;
  },
): Promise<void> {
  const digest = createHash('sha256').update([act.list_id, act.event, act.key].join('\u0000')).digest();
  const event_id = `wev-${idText(digest)}`;
  const { list_id, entry_id, event, team } = act;
  const day = dayOf(at);
  await ports.lake.write('watch_events', `day=${day}`, event_id, [
    { event_id, list_id, entry_id, event, at: at.toISOString(), version: null, details: { team } },
  ]);
  await ports.catalog.registerDay('watch_events', day);
}

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
