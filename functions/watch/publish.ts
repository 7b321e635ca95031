import * as z from 'zod';
import type { Catalog, Clock, Lake, Notifier, StopButton, WatchStore } from '#ports';
import { Failure } from '#schemas/failures.ts';
import { stopOn } from '#schemas/stop.ts';
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
  readonly stops: Pick<StopButton, 'standing'>;
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
 * this moment. One list's trouble does not hold up the others: the first error is thrown when all were tried, and what
 * was not published stays. Throws Failure('AlertsPending') when another execution holds alerts, so that the workflow
 * looks again: that other may have died. `wanted` narrows it to some alerts. While the stop button is pressed (R22) all stays in the outbox.
 */
export async function publishAlerts(
  input: PublishInput,
  ports: PublishPorts,
  wanted: (alert: Alert) => boolean = () => true,
): Promise<{ readonly accepted: number; readonly dropped: number }> {
  const settled: Alert[] = [];
  const errors: unknown[] = [];
  let heldByOthers = 0;
  for (const alert of (await ports.watch.pendingAlerts()).filter(wanted)) {
    // Looked at before each: an outbox may take minutes, and the button must hold within one (R22).
    if (stopOn('alerts', await ports.stops.standing())) break;
    // Each lease counts from its own moment: at the end of a long outbox it would have run out before it began.
    const now = ports.clock.now();
    try {
      if (await ports.watch.claimAlert(alert.alert_id, input.owner, now, LEASE_SECONDS))
        settled.push(...(await settle(alert, now, ports)));
      else heldByOthers += 1;
    } catch (error) {
      errors.push(error);
    }
  }
  await recordWatchEvents(
    ports,
    `publish-${settled[0]?.alert_id ?? ''}`,
    ports.clock.now(),
    settled.map((alert) => ({ alert, event: `alert_${alert.status}` })),
  );
  if (errors.length > 0) throw errors[0];
  if (heldByOthers > 0)
    throw new Failure('AlertsPending', `${heldByOthers} alerts are being published by another execution`);
  const accepted = settled.filter((alert) => alert.status === 'accepted').length;
  return { accepted, dropped: settled.length - accepted };
}

/** Publishes or drops one alert and says so in the outbox; empty when another execution was faster. */
async function settle(alert: Alert, now: Date, ports: PublishPorts): Promise<Alert[]> {
  const list = await ports.watch.list(alert.list_id);
  const entry = list?.entries.find((each) => each.entry_id === alert.entry_id);
  const standing =
    entry !== undefined && (ABOUT_THE_LIST.includes(alert.kind) || isActive(entry, dayOf(now)));
  const result: Alert =
    list && standing ? await publishOne(alert, list.topic_arn, ports) : { ...alert, status: 'dropped' };
  try {
    await ports.watch.settleAlert(result);
    return [result];
  } catch (error) {
    // This lease ran out while the topic was slow; the other told the same alert id.
    if (error instanceof Failure && error.name === 'TransitionRefused') return [];
    throw error;
  }
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
