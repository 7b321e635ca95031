import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SampleFile } from '#local/sample/files/csv.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { openTown, type Town } from '#tests/e2e/open-town.ts';
import { type Evaluation, evaluate } from './evaluate.ts';
import { type Missed, missedByList } from './random-share.ts';
import { readJudged } from './read-judged.ts';
import type { Truth } from './truth.ts';

/** Rows of the file that is dropped into the finished town. */
const DROPPED_REPORTS = 100;
/** Drawn for what the random share tells: as many as a team visits in some years. */
const RANDOM_DRAW = 500;

export type TownReport = Evaluation & {
  /** In all, with making the town and reading it out. */
  readonly seconds: number;
  /** Each wave, from its first file to rest. */
  readonly waveSeconds: readonly number[];
  /** From a dropped file of reports to the refreshed work list, all judged anew. */
  readonly dropToListSeconds: number;
  readonly missed: Missed;
  readonly counts: { readonly population: number; readonly planted: number; readonly listed: number };
};

export type Task = { readonly waves: readonly (readonly SampleFile[])[]; readonly truth: Truth };

/**
 * Drops a town's files into an embedded cloud in a directory of its own, wave by wave, and holds what was judged against
 * the truth. Throws when an execution failed or a file was not taken in.
 */
export async function runTown(task: Task, seed: number, say: (line: string) => void): Promise<TownReport> {
  const dataDir = mkdtempSync(join(tmpdir(), 'verband-detect-'));
  const began = performance.now();
  const town = await openTown(dataDir);
  try {
    const waves: number[] = [];
    for (const files of task.waves) {
      const start = performance.now();
      await Promise.all(files.map(async ({ key, body }) => town.clients.drop(key, body)));
      await town.cloud.idle();
      waves.push(since(start));
      say(
        `  wave ${waves.length} of ${task.waves.length}: ${files.length} files, ${waves.at(-1)?.toFixed(1)} s`,
      );
    }
    refuseFailures(town);
    const judged = await readJudged(town);
    const evaluation = evaluate(judged, task.truth, SETTINGS.score.candidatePoints);
    const listed = listedSubjects(judged.scores);
    const right = new Set(
      task.truth.plants.filter((each) => each.fraud).map((each) => each.numberId ?? each.kvkNumber ?? ''),
    );
    const offList = judged.population.filter((each) => !listed.has(each));
    const dropToList = await dropToRefreshed(town);
    refuseFailures(town);
    return {
      ...evaluation,
      missed: missedByList(offList, right, RANDOM_DRAW, seed),
      counts: { population: judged.population.length, planted: right.size, listed: listed.size },
      waveSeconds: waves,
      dropToListSeconds: dropToList,
      seconds: since(began),
    };
  } finally {
    await town.cloud.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function listedSubjects(
  scores: readonly { readonly subject: string; readonly score: number }[],
): Set<string> {
  const total = new Map<string, number>();
  for (const { subject, score } of scores) total.set(subject, (total.get(subject) ?? 0) + score);
  return new Set(
    [...total].filter(([, score]) => score >= SETTINGS.score.candidatePoints).map(([subject]) => subject),
  );
}

/** Until the state that refreshes the candidates has ended, on the version that holds the dropped file. */
async function dropToRefreshed({ clients, cloud }: Town): Promise<number> {
  const places = await clients.query(
    `SELECT street, house_number FROM "${cloud.outputs['AthenaRestrictedDatabase'] ?? ''}".records
     WHERE source = 'bag' AND parent_record_id IS NULL AND house_letter IS NULL LIMIT ${DROPPED_REPORTS}`,
  );
  const rows = places.map(
    ({ street, house_number: number }, index) =>
      `BENCH-${index};${new Date().toISOString().slice(0, 10)};medewerker;overlast;feit;${street} ${number}`,
  );
  const body = Buffer.from(
    ['Meldingnummer;Datum melding;Kanaal;Onderwerp;Aard;Adres', ...rows.map(dutch), ''].join('\n'),
  );
  let refreshedAt: number | undefined;
  const stop = cloud.states.onEvent(({ type, stateName }) => {
    if (type === 'TaskStateExited' && stateName === 'cases') refreshedAt = performance.now();
  });
  const start = performance.now();
  await clients.drop('reports/bench-detect.csv', body);
  await cloud.idle();
  stop();
  if (refreshedAt === undefined) throw new Error('the work list was not refreshed after the drop');
  return (refreshedAt - start) / 1000;
}

const dutch = (row: string): string => row.replace(/;(\d{4})-(\d\d)-(\d\d);/, ';$3-$2-$1;');

function refuseFailures({ cloud }: Town): void {
  const [first] = cloud.failures();
  if (first) throw new Error(`${first.name} failed: ${first.cause}`);
}

const since = (start: number): number => (performance.now() - start) / 1000;
