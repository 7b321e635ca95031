import type { Progress } from '#local/main-job/progress.ts';
import { watchSomeone } from '#local/main-job/watch-someone.ts';
import type { SampleFile } from '#local/sample/files/csv.ts';
import { makeMunicipality } from '#local/sample/municipality.ts';
import type { Town } from '#tests/e2e/open-town.ts';

/** A part of the job; when it is done the town is at rest. It can be repeated. */
export type Step = (town: Town) => Promise<void>;

const silent: Progress = { say: () => {}, begin: () => {}, done: () => {}, end: () => {} };

/** The newest day of which the job's files speak. */
export const LAST_DAY = '2026-10-15';

/**
 * The main job in its smallest form, with one file after the other, so that every run links the same files together and
 * every table must come out the same: addresses, people, reports, raids, police data that is not linked, a watch entry,
 * and what comes a month later.
 */
export function jobSteps(): Step[] {
  const sample = { residents: 200, seed: 4, today: LAST_DAY };
  const { history, secondDelivery } = makeMunicipality(sample);
  const events = (files: readonly SampleFile[] = []) =>
    files.filter((file) => /^(reports|raids|raids-police)\//.test(file.key));
  const drop = (file: SampleFile): Step => {
    return async ({ clients, cloud }) => {
      await clients.drop(file.key, file.body);
      await cloud.idle();
    };
  };
  return [
    ...(history[0] ?? []).map(drop),
    ...events(history[2]).map(drop),
    async (town) => {
      await watchSomeone({ sample, progress: silent, ...town });
      await town.cloud.idle();
    },
    ...events(secondDelivery).map(drop),
  ];
}
