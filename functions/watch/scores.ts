import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Lake } from '#ports';
import { EntityId } from '#schemas/ids.ts';
import type { PublishedVersion } from '#schemas/version.ts';
import type { Alert, WatchEntry } from '#schemas/watch.ts';
import { newAlert } from './alert.ts';
import { dayOf } from './calendar.ts';
import { recordWatchEvents } from './event-log.ts';
import type { WatchInput, WatchPorts } from './links.ts';
import { isActive } from './list-rules.ts';

/** An entry hears of its subject's score when this word stands among its sources (R35). */
export const SCORE_SOURCE = 'score';

const ScoreRow = z.object({ subject_entity_id: EntityId, theme: z.string(), score: z.number() });

/** Changes of listed subjects' scores between the last judged version and this one go to the outbox. */
export async function watchScores(
  input: WatchInput,
  ports: WatchPorts,
): Promise<{ readonly alerts: number }> {
  const now = ports.clock.now();
  const today = dayOf(now);
  const listening = (await ports.watch.lists()).flatMap((list) =>
    list.entries
      .filter((entry) => isActive(entry, today) && entry.sources.includes(SCORE_SOURCE))
      .map((entry) => ({ list, entry })),
  );
  if (listening.length === 0) return { alerts: 0 };

  const version = await ports.registry.version('judged', input.version);
  if (!version) return { alerts: 0 };
  const judged = await ports.registry.versions({
    name: 'judged',
    base: 1,
    version: input.version,
    as_of: version.as_of,
  });
  const earlier = judged.filter((each) => each.version < input.version).at(-1);
  // The first judgement is where news begins: before it there is nothing to differ from.
  if (!earlier) return { alerts: 0 };
  const [before, present] = await Promise.all([scoresAt(ports.lake, earlier), scoresAt(ports.lake, version)]);

  const added: Alert[] = [];
  for (const { list, entry } of listening) {
    const was = before.get(entry.subject_entity_id) ?? '';
    const is = present.get(entry.subject_entity_id) ?? '';
    if (was === is) continue;
    const alert = newAlert(list, entry, {
      kind: 'score_changed',
      factKey: factKey(entry, input.version, is),
      since: version.as_of,
      version: input.version,
      at: now,
      sources: [SCORE_SOURCE],
    });
    if (await ports.watch.addAlert(alert)) added.push(alert);
  }
  await recordWatchEvents(
    ports,
    `scores-${input.version}`,
    now,
    added.map((alert) => ({ alert, event: 'alert_pending' })),
  );
  return { alerts: added.length };
}

const factKey = (entry: WatchEntry, version: number, scores: string): string =>
  `score_changed:${entry.subject_entity_id}:${version}:${createHash('sha256').update(scores).digest('hex').slice(0, 16)}`;

/** Subject → its scores by theme, as one comparable text. */
async function scoresAt(lake: Lake, version: PublishedVersion): Promise<ReadonlyMap<EntityId, string>> {
  const rows = (await lake.state('scores', [version])).map((row) => ScoreRow.parse(row));
  const texts = new Map<EntityId, string[]>();
  for (const row of rows)
    texts.set(row.subject_entity_id, [
      ...(texts.get(row.subject_entity_id) ?? []),
      `${row.theme}=${row.score}`,
    ]);
  return new Map([...texts].map(([id, parts]) => [id, parts.sort().join(';')]));
}
