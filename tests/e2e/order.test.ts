import { expect, it } from 'vitest';
import { makeMunicipality } from '#local/sample/municipality.ts';
import { seededRandom } from '#local/sample/random.ts';
import type { SampleFile } from '#local/sample/files/csv.ts';
import { judgeNow, stopJudging } from './judging.ts';
import { openTown } from './town.ts';
import { wholeState } from './whole-state.ts';

const TODAY = '2026-10-15';

/** Twelve files of sources whose modes allow any order: one register of addresses, appended reports, changed raids. */
function twelveFiles(): SampleFile[] {
  const town = makeMunicipality({ residents: 200, seed: 5, today: TODAY });
  const files = [...town.history.flat(), ...town.secondDelivery];
  const only = (source: string) => files.filter((file) => file.key.startsWith(`${source}/`));
  const [people] = only('brp');
  if (!people) throw new RangeError('no file of persons');
  return [
    ...only('bag'),
    people,
    ...only('reports').flatMap((file) => inParts(file, 4)),
    ...only('raids').flatMap((file) => inParts(file, 1)),
  ].slice(0, 12);
}

/** A file as several, each with the header. */
function inParts(file: SampleFile, count: number): SampleFile[] {
  const [header = '', ...rows] = Buffer.from(file.body).toString('utf8').trimEnd().split(/\r?\n/);
  const headed = !file.key.endsWith('.ndjson');
  const lines = headed ? rows : [header, ...rows];
  const size = Math.ceil(lines.length / count);
  return Array.from({ length: count }, (_each, index) => {
    const part = lines.slice(index * size, (index + 1) * size);
    return {
      key: file.key.replace(/(\.\w+)$/, `-${index}$1`),
      body: Buffer.from(`${(headed ? [header, ...part] : part).join('\n')}\n`),
    };
  });
}

async function stateAfter(
  drop: (put: (file: SampleFile) => Promise<unknown>, idle: () => Promise<void>) => Promise<void>,
) {
  const town = await openTown();
  // Once at the end: of the versions between, findings are no part of the state.
  await stopJudging(town);
  await drop(
    async (file) => town.clients.drop(file.key, file.body),
    async () => town.cloud.idle(),
  );
  await town.cloud.idle();
  await judgeNow(town);
  const state = await wholeState(town, { lastDay: TODAY, anyGrouping: true });
  expect(town.cloud.failures()).toEqual([]);
  await town.cloud.close();
  return state;
}

it('ends in the same state when twelve files come at once as one after the other, in another order', async () => {
  const files = twelveFiles();
  expect(files).toHaveLength(12);
  const together = await stateAfter(async (put) => {
    await Promise.all(files.map(put));
  });
  const order = seededRandom(2).sample(files, files.length);
  const inTurn = await stateAfter(async (put, idle) => {
    for (const file of order) {
      await put(file);
      await idle();
    }
  });
  expect(JSON.stringify(together)).toContain('pattern_id');
  expect(inTurn).toEqual(together);
}, 300_000);
