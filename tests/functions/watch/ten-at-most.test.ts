import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '#schemas/failures.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { isActive } from '#watch/list-rules.ts';
import { activeEntry, approver, entryOf, listOf, TODAY } from './fixtures.ts';
import { atTheDoor } from './landlord-town.ts';
import { openWatchTable, watchDesk } from './watch-desk.ts';

let table: Awaited<ReturnType<typeof openWatchTable>>;
beforeAll(async () => {
  table = await openWatchTable();
});
afterAll(async () => table.close());

describe('at most ten, also when all approve at once (R31)', () => {
  it('thirty approvals in waves never make more than ten active, and lose no free place', async () => {
    const desk = watchDesk(table.store);
    const door = atTheDoor(desk);
    const active = Array.from({ length: 5 }, (_, index) => activeEntry(`active ${index}`));
    const proposed = Array.from({ length: 20 }, (_, index) => entryOf(`proposed ${index}`));
    const list = listOf('crowded', [...active, ...proposed]);
    await table.store.createList(list);
    const refusals: string[] = [];
    let waves = 0;
    let full = 0;
    let rest = proposed;
    const activeNow = async () =>
      (await table.store.list(list.list_id))?.entries.filter((entry) => isActive(entry, TODAY)) ?? [];
    do {
      const asked = Array.from({ length: 30 }, (_, index) => rest[index % rest.length] ?? entryOf('none'));
      const outcomes = await Promise.allSettled(
        asked.map(async (entry) => door.on('approve', list, entry, approver)),
      );
      for (const each of outcomes)
        if (each.status === 'rejected')
          refusals.push(each.reason instanceof Failure ? each.reason.name : String(each.reason));
      const now = await activeNow();
      expect(now.length).toBeLessThanOrEqual(SETTINGS.watch.entriesPerList);
      rest = proposed.filter((entry) => !now.some((one) => one.entry_id === entry.entry_id));
      waves += 1;
      // One wave more when all places are taken.
      if (now.length === SETTINGS.watch.entriesPerList) full += 1;
    } while (full < 2 && waves < 60);
    expect(await activeNow()).toHaveLength(10);
    expect(new Set(refusals)).toEqual(new Set(['TransitionRefused', 'RuleViolated']));
    const added = (await table.store.alerts(list.list_id)).filter((alert) => alert.kind === 'entry_added');
    expect(added.map((alert) => alert.status)).toEqual(Array.from({ length: 5 }, () => 'accepted'));
    expect(desk.published).toHaveLength(5);
  });
});
