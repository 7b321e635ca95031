import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WatchEntry, WatchList } from '#schemas/watch.ts';
import { watchScores } from '#watch/scores.ts';
import { versionOf } from '#tests/functions/memory-ports.ts';
import { activeEntry, ids, listOf } from './fixtures.ts';
import { clearWatch, openWatchTable, watchDesk } from './watch-desk.ts';

let table: Awaited<ReturnType<typeof openWatchTable>>;
let desk: ReturnType<typeof watchDesk>;
let serial = 0;

beforeAll(async () => {
  table = await openWatchTable();
});
afterAll(async () => table.close());
beforeEach(async () => {
  await clearWatch(table.store);
  desk = watchDesk(table.store);
  serial += 1;
});

const ADDRESS = ids.entity('house', 'address');

/** Judges a version in which the house has these scores by theme. */
async function judge(version: number, scores: Readonly<Record<string, number>>) {
  const rows = Object.entries(scores).map(([theme, score]) => ({
    subject_entity_id: ADDRESS,
    theme,
    score,
    contributions: [],
    model: 'm',
    input_hash: 'h',
  }));
  const elsewhere = {
    subject_entity_id: ids.entity('elsewhere', 'address'),
    theme: 'housing',
    score: version,
    contributions: [],
    model: 'm',
    input_hash: 'h',
  };
  const files = [await desk.lake.write('scores', `version=${version}-x`, '0000', [...rows, elsewhere])];
  await desk.ports.registry.judge(versionOf(version, { as_of: '2026-10-12', files }));
}
const watching = async (changes: Partial<WatchEntry> = {}): Promise<WatchList> => {
  const list = listOf(`scores ${serial}`, [
    activeEntry(`e ${serial}`, { subject_entity_id: ADDRESS, sources: ['score'], ...changes }),
  ]);
  await table.store.createList(list);
  return list;
};

describe('watchScores', () => {
  it.each<[string, Record<string, number>, Record<string, number>, number]>([
    ['a score that changed', { housing: 10 }, { housing: 12 }, 1],
    ['a first score', {}, { housing: 10 }, 1],
    ['a score that is no more', { housing: 10 }, {}, 1],
    ['a second theme', { housing: 10 }, { housing: 10, hemp: 4 }, 1],
    ['two themes at once: one piece of news', { housing: 10, hemp: 4 }, { housing: 11, hemp: 5 }, 1],
    ['equal scores in another order', { housing: 10, hemp: 4 }, { hemp: 4, housing: 10 }, 0],
    ['no scores', {}, {}, 0],
  ])('tells %s', async (_what, before, now, alerts) => {
    await judge(1, before);
    await judge(3, now);
    const list = await watching();
    expect(await watchScores({ version: 3 }, desk.ports)).toEqual({ alerts });
    expect(await watchScores({ version: 3 }, desk.ports)).toEqual({ alerts: 0 });
    const found = await table.store.alerts(list.list_id);
    expect(found.map((alert) => [alert.kind, alert.version, alert.evidence.sources])).toEqual(
      alerts === 0 ? [] : [['score_changed', 3, ['score']]],
    );
  });

  it('tells a change back and forth each time', async () => {
    await judge(1, { housing: 10 });
    await judge(2, { housing: 12 });
    await judge(3, { housing: 10 });
    await judge(4, { housing: 12 });
    await watching();
    for (const version of [2, 3, 4])
      expect(await watchScores({ version }, desk.ports)).toEqual({ alerts: 1 });
  });

  it.each<[string, Partial<WatchEntry>]>([
    ['does not authorise scores (R35)', { sources: ['raids'] }],
    ['expired', { expires_on: '2026-10-14' }],
    ['is only proposed', { status: 'proposed' }],
  ])('tells nothing of an entry that %s', async (_what, changes) => {
    await judge(1, { housing: 10 });
    await judge(2, { housing: 12 });
    await watching(changes);
    expect(await watchScores({ version: 2 }, desk.ports)).toEqual({ alerts: 0 });
  });

  it('tells nothing of the first judgement, nor of a version that was never judged', async () => {
    await judge(4, { housing: 10 });
    await watching();
    expect(await watchScores({ version: 4 }, desk.ports)).toEqual({ alerts: 0 });
    expect(await watchScores({ version: 5 }, desk.ports)).toEqual({ alerts: 0 });
  });
});
