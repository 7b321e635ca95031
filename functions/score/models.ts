import type { ObjectStore, WeightsRegister } from '#ports';
import { canonicalJson } from '#schemas/canonical-json.ts';
import { LearnedWeights, ScoreModel } from '#schemas/score-model.ts';
import { learnedModel } from './score-model.ts';

/** The experts' model of the latest scoring, which learning starts from. */
const EXPERT = 'models/expert.json';
const keyOf = (id: string): string => `models/${id}.json`;

type Reader = Pick<ObjectStore, 'read'>;
type Writer = Pick<ObjectStore, 'write'>;

/** Keeps the table behind a model's id, so that a score can be replayed long after the dossiers changed (R17). */
export async function storeModel(model: ScoreModel | LearnedWeights, objects: Writer): Promise<void> {
  await objects.write(keyOf(model.id), canonicalJson(model), 'application/json');
}

export async function storeExpert(model: ScoreModel, objects: Writer): Promise<void> {
  await objects.write(EXPERT, canonicalJson(model), 'application/json');
}

/** Throws Failure('ObjectMissing') for a model that never scored. */
export const readModel = async (id: string, objects: Reader): Promise<ScoreModel> =>
  ScoreModel.parse(await json(keyOf(id), objects));

export const readExpert = async (objects: Reader): Promise<ScoreModel> =>
  ScoreModel.parse(await json(EXPERT, objects));

export const readLearned = async (id: string, objects: Reader): Promise<LearnedWeights> =>
  LearnedWeights.parse(await json(keyOf(id), objects));

async function json(key: string, objects: Reader): Promise<unknown> {
  const value: unknown = JSON.parse(new TextDecoder().decode(await objects.read(key)));
  return value;
}

/** `ranking` orders the work list; `shadow` is scored beside it and steers nothing. */
export type Models = { readonly ranking: ScoreModel; readonly shadow: ScoreModel | null };

/**
 * Approved learned weights rank, and the experts' stand beside them; until some are approved the experts' rank, and what is
 * proposed last stands beside them, so that an approver sees what it would change.
 */
export async function modelsInUse(
  expert: ScoreModel,
  ports: { readonly objects: Reader; readonly weights: Pick<WeightsRegister, 'proposals'> },
): Promise<Models> {
  const proposals = await ports.weights.proposals();
  const approved = proposals.find(({ status }) => status === 'approved');
  if (approved)
    return { ranking: learnedModel(expert, await readLearned(approved.id, ports.objects)), shadow: expert };
  const proposed = proposals.findLast(({ status }) => status === 'proposed');
  return {
    ranking: expert,
    shadow: proposed ? learnedModel(expert, await readLearned(proposed.id, ports.objects)) : null,
  };
}
