import * as z from 'zod';
import type { Lake, Registry } from '#ports';
import { Failure } from '#schemas/failures.ts';
import { DeliveryId, RecordId } from '#schemas/ids.ts';
import { Link } from '#schemas/link.ts';
import type { Alert, Subscription, WatchEntry, WatchList } from '#schemas/watch.ts';

const RecordReference = z.object({
  record_id: RecordId,
  delivery_id: DeliveryId,
  source: z.string(),
  line: z.int(),
  kind: z.string(),
  role: z.string(),
  valid_from: z.string().nullable(),
  parent_record_id: RecordId.nullable(),
});

export type ShownAlert = {
  readonly alert: Alert;
  readonly list_title: string;
  readonly entry: Pick<
    WatchEntry,
    'entry_id' | 'subject_entity_id' | 'criterion' | 'reason' | 'status' | 'expires_on'
  >;
  /** Where the news stands in the dropped files: source, delivery and line, and the row that it belongs to. */
  readonly rows: readonly (z.infer<typeof RecordReference> & { readonly object_key: string | null })[];
  /** Why those records count as the subject: each link with its waterfall. */
  readonly links: readonly Link[];
  /** Who else was told: channels and teams, no addresses. */
  readonly told: readonly { readonly channel: string; readonly team: string; readonly status: string }[];
};

export type ShowPorts = {
  readonly lake: Lake;
  readonly registry: Pick<Registry, 'pointer' | 'versions' | 'delivery'>;
};

/** The reason behind an alert, for a reader who is logged in. */
export async function showAlert(
  alert: Alert,
  list: WatchList,
  subscriptions: readonly Subscription[],
  ports: ShowPorts,
): Promise<ShownAlert> {
  const entry = list.entries.find((each) => each.entry_id === alert.entry_id);
  const pointer = await ports.registry.pointer('linked');
  if (!entry || !pointer) throw new Failure('NotFound', 'there is no such alert');
  const versions = await ports.registry.versions(pointer);
  const wanted = new Set<string>(alert.evidence.record_ids);
  const records = await ports.lake.state('records', versions, Object.keys(RecordReference.shape));
  const links = await ports.lake.state('links', versions);
  const named = records
    .filter((row) => wanted.has(String(row.record_id)))
    .map((row) => RecordReference.parse(row));
  const rows = await Promise.all(
    named.map(async (reference) => ({
      ...reference,
      object_key: (await ports.registry.delivery(reference.delivery_id))?.object_key ?? null,
    })),
  );
  return {
    alert,
    list_title: list.title,
    entry: {
      entry_id: entry.entry_id,
      subject_entity_id: entry.subject_entity_id,
      criterion: entry.criterion,
      reason: entry.reason,
      status: entry.status,
      expires_on: entry.expires_on,
    },
    rows,
    links: links
      .filter((row) => wanted.has(String(row.left_record_id)) || wanted.has(String(row.right_record_id)))
      .map((row) => Link.parse(row)),
    told: subscriptions
      .filter((each) => each.status === 'confirmed')
      .map((each) => ({ channel: each.channel, team: each.subscribed_by.team, status: each.status })),
  };
}
