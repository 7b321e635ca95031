import * as z from 'zod';
import type { Catalog, Clock, Lake, Notifier, WatchStore } from '#ports';
import { Failure } from '#schemas/failures.ts';
import type { Alert, NewsKind } from '#schemas/watch.ts';
import { dayOf } from './calendar.ts';
import { recordWatchEvents } from './event-log.ts';
import { isActive } from './list-rules.ts';
import { messageOf } from './message.ts';

/** `owner` names who publishes: an execution gets its own leases back after it was cut off. */
export const PublishInput = z.strictObject({ owner: z.string().min(1) });
export type PublishInput = z.infer<typeof PublishInput>;

export type PublishPorts = {
  readonly watch: WatchStore;
  readonly notifier: Notifier;
  readonly lake: Lake;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly loginUrl: string;
};

const LEASE_SECONDS = 20;
/** News of the list itself: told although the entry is no longer active. */
const ABOUT_THE_LIST: readonly NewsKind[] = [
  'entry_added',
  'entry_renewed',
  'entry_removed',
  'entry_expired',
];

/**
 * Empties the outbox: one publish per alert that is accepted by the topic. Whether the entry still stands is looked up at
 * this moment. Throws Failure('AlertsPending') when another execution holds alerts, so that the workflow looks again:
 * that other may have died.
 */
export async function publishAlerts(
  input: PublishInput,
  ports: PublishPorts,
): Promise<{ readonly accepted: number; readonly dropped: number }> {
  const settled: Alert[] = [];
  let heldByOthers = 0;
  const now = ports.clock.now();
  for (const alert of await ports.watch.pendingAlerts()) {
    if (!(await ports.watch.claimAlert(alert.alert_id, input.owner, now, LEASE_SECONDS))) {
      heldByOthers += 1;
      continue;
    }
    const list = await ports.watch.list(alert.list_id);
    const entry = list?.entries.find((each) => each.entry_id === alert.entry_id);
    const standing =
      entry !== undefined && (ABOUT_THE_LIST.includes(alert.kind) || isActive(entry, dayOf(now)));
    const result =
      list && standing
        ? await publishOne(alert, list.topic_arn, ports)
        : ({ ...alert, status: 'dropped' } as const);
    await ports.watch.settleAlert(result);
    settled.push(result);
  }
  await recordWatchEvents(
    ports,
    `publish-${input.owner}-${settled[0]?.alert_id ?? ''}`,
    now,
    settled.map((alert) => ({ alert, event: `alert_${alert.status}` })),
  );
  if (heldByOthers > 0)
    throw new Failure('AlertsPending', `${heldByOthers} alerts are being published by another execution`);
  const accepted = settled.filter((alert) => alert.status === 'accepted').length;
  return { accepted, dropped: settled.length - accepted };
}

async function publishOne(alert: Alert, topicArn: string, ports: PublishPorts): Promise<Alert> {
  const messageId = await ports.notifier.publish(topicArn, messageOf(alert, ports.loginUrl));
  return {
    ...alert,
    status: 'accepted',
    accepted_at: ports.clock.now().toISOString(),
    message_id: messageId,
  };
}
