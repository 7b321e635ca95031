import { createHash } from 'node:crypto';
import * as z from 'zod';
import type {
  Calibrations,
  Catalog,
  Clock,
  Lake,
  ObjectStore,
  OutcomeLog,
  Registry,
  StopButton,
  WeightsRegister,
} from '#ports';
import { canonicalJson } from '#schemas/canonical-json.ts';
import { Failure } from '#schemas/failures.ts';
import { Finding } from '#schemas/finding.ts';
import { PatternWeight } from '#schemas/pattern.ts';
import type { Score } from '#schemas/score.ts';
import { stopOn } from '#schemas/stop.ts';
import { type PublishedVersion, TableFiles } from '#schemas/version.ts';
import { calibrate } from './calibrate.ts';
import { modelsInUse, storeExpert, storeModel } from './models.ts';
import { scoreAddresses } from './score-addresses.ts';
import { scoreModel } from './score-model.ts';

/** What detectCollect hands on, and the files of the version's network, which are published with the scores. */
export const ScoreInput = z.strictObject({
  version: z.int().min(1),
  files: z.array(TableFiles).min(1),
  weights: z.array(PatternWeight),
});
export type ScoreInput = z.infer<typeof ScoreInput>;

export type ScoreOutput = {
  readonly outcome: 'judged' | 'stale' | 'stopped';
  readonly version: number;
  /** The one that ranks. */
  readonly model: string;
  readonly shadowModel: string | null;
  readonly scores: number;
};

export type ScorePorts = {
  readonly lake: Pick<Lake, 'read' | 'write'>;
  readonly objects: Pick<ObjectStore, 'read' | 'write'>;
  readonly registry: Pick<Registry, 'version' | 'judge'>;
  readonly catalog: Pick<Catalog, 'registerVersion' | 'publishPointer'>;
  readonly stops: Pick<StopButton, 'standing'>;
  readonly weights: Pick<WeightsRegister, 'proposals'>;
  readonly outcomes: OutcomeLog;
  readonly calibrations: Pick<Calibrations, 'keep'>;
  readonly clock: Clock;
};

/**
 * Scores a version's findings by the model that ranks, writes them as its whole `scores` (and those of the other model as
 * `shadow_scores`), and flips the pointer `judged`. `stale` when a newer version was judged meanwhile, `stopped` while the
 * stop button is pressed (R22). Repeatable: equal scores lie at the same place, and judging twice is judging once.
 * Throws Failure('NotFound') for a version that is not linked; what `scoreAddresses` throws.
 */
export async function score(input: ScoreInput, ports: ScorePorts): Promise<ScoreOutput> {
  const { lake, registry, catalog, objects } = ports;
  const { version } = input;
  const linked = await registry.version('linked', version);
  if (!linked) throw new Failure('NotFound', `version ${version} is not linked`);
  // The version's other tables, such as its network, are judged with it; only findings are scored.
  const found = input.files.filter(({ table }) => table === 'findings');
  const findings = z
    .array(Finding)
    .parse((await Promise.all(found.map(async (files) => lake.read(files)))).flat());
  const expert = scoreModel(input.weights);
  const { ranking, shadow } = await modelsInUse(expert, ports);
  const by = { version, model: ranking.id, shadowModel: shadow?.id ?? null };
  const stopped = { outcome: 'stopped', ...by, scores: 0 } as const;
  if (stopOn('scoring', await ports.stops.standing())) return stopped;
  const scores = scoreAddresses(findings, ranking);
  const files = [...input.files, await writeScores('scores', version, scores, ports)];
  if (shadow)
    files.push(await writeScores('shadow_scores', version, scoreAddresses(findings, shadow), ports));
  await storeExpert(expert, objects);
  for (const model of [ranking, ...(shadow ? [shadow] : [])]) await storeModel(model, objects);
  await catalog.registerVersion(version, files);
  const judged: PublishedVersion = { ...linked, at: ports.clock.now().toISOString(), files };
  // Pressed while this was computed: what was written stays unseen, as no pointer leads to it.
  if (stopOn('scoring', await ports.stops.standing())) return stopped;
  try {
    await catalog.publishPointer(await registry.judge(judged));
  } catch (error) {
    if (error instanceof Failure && error.name === 'VersionStale')
      return { outcome: 'stale', ...by, scores: scores.length };
    throw error;
  }
  await ports.calibrations.keep(calibrate(ranking.id, await ports.outcomes.all()));
  return { outcome: 'judged', ...by, scores: scores.length };
}

async function writeScores(
  table: 'scores' | 'shadow_scores',
  version: number,
  scores: readonly Score[],
  { lake }: ScorePorts,
): Promise<TableFiles> {
  const digest = createHash('sha256').update(canonicalJson(scores)).digest('hex');
  return lake.write(table, `version=${version}-${digest.slice(0, 16)}`, '0000', scores);
}
