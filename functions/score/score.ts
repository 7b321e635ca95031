import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Catalog, Clock, Lake, ObjectStore, Registry, StopButton } from '#ports';
import { canonicalJson } from '#schemas/canonical-json.ts';
import { Failure } from '#schemas/failures.ts';
import { Finding } from '#schemas/finding.ts';
import { PatternWeight } from '#schemas/pattern.ts';
import type { Score } from '#schemas/score.ts';
import type { ScoreModel } from '#schemas/score-model.ts';
import { stopOn } from '#schemas/stop.ts';
import { type PublishedVersion, TableFiles } from '#schemas/version.ts';
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
  readonly model: string;
  readonly scores: number;
};

export type ScorePorts = {
  readonly lake: Pick<Lake, 'read' | 'write'>;
  readonly objects: Pick<ObjectStore, 'write'>;
  readonly registry: Pick<Registry, 'version' | 'judge'>;
  readonly catalog: Pick<Catalog, 'registerVersion' | 'publishPointer'>;
  readonly stops: Pick<StopButton, 'standing'>;
  readonly clock: Clock;
};

/**
 * Scores a version's findings, writes them as its whole `scores`, and flips the pointer `judged`. `stale` when a newer
 * version was judged meanwhile, `stopped` while the stop button is pressed (R22). Repeatable: equal scores lie at the same place, and judging twice is judging once.
 * Throws Failure('NotFound') for a version that is not linked; what `scoreAddresses` throws.
 */
export async function score(input: ScoreInput, ports: ScorePorts): Promise<ScoreOutput> {
  const { lake, registry, catalog } = ports;
  const linked = await registry.version('linked', input.version);
  if (!linked) throw new Failure('NotFound', `version ${input.version} is not linked`);
  const found = input.files.filter(({ table }) => table === 'findings');
  const findings = z
    .array(Finding)
    .parse((await Promise.all(found.map(async (files) => lake.read(files)))).flat());
  const model = scoreModel(input.weights);
  const stopped = { outcome: 'stopped', version: input.version, model: model.id, scores: 0 } as const;
  if (stopOn('scoring', await ports.stops.standing())) return stopped;
  const scores = scoreAddresses(findings, model);
  await storeModel(model, ports);

  const files = [...input.files, await writeScores(input.version, scores, ports)];
  await catalog.registerVersion(input.version, files);
  const judged: PublishedVersion = { ...linked, at: ports.clock.now().toISOString(), files };
  const outcome = { version: input.version, model: model.id, scores: scores.length };
  // Pressed while this was computed: what was written stays unseen, as no pointer leads to it.
  if (stopOn('scoring', await ports.stops.standing())) return stopped;
  try {
    await catalog.publishPointer(await registry.judge(judged));
  } catch (error) {
    if (error instanceof Failure && error.name === 'VersionStale') return { outcome: 'stale', ...outcome };
    throw error;
  }
  return { outcome: 'judged', ...outcome };
}

async function writeScores(
  version: number,
  scores: readonly Score[],
  { lake }: ScorePorts,
): Promise<TableFiles> {
  const digest = createHash('sha256').update(canonicalJson(scores)).digest('hex');
  return lake.write('scores', `version=${version}-${digest.slice(0, 16)}`, '0000', scores);
}

/** The table behind a model's id, so that a score can be replayed long after the dossiers changed (R17). */
async function storeModel(model: ScoreModel, { objects }: ScorePorts): Promise<void> {
  await objects.write(`models/${model.id}.json`, canonicalJson(model), 'application/json');
}
