import type { Calibrations, Clock, Lake, ObjectStore, OutcomeLog, Registry, WeightsRegister } from '#ports';
import type { Calibration } from '#schemas/calibration.ts';
import { Failure } from '#schemas/failures.ts';
import type { LearnedWeights, WeightsProposal } from '#schemas/score-model.ts';
import { calibrate } from './calibrate.ts';
import type { Asked, DoorInput } from './door-input.ts';
import { learnWeights } from './learn.ts';
import { modelsInUse, readExpert, readLearned, storeModel } from './models.ts';
import { readInspections } from './read-inspections.ts';
import { type Replay, replayScores } from './replay.ts';

export type DoorPorts = {
  readonly lake: Pick<Lake, 'read' | 'state' | 'write'>;
  readonly objects: Pick<ObjectStore, 'read' | 'write' | 'remove'>;
  readonly registry: Pick<Registry, 'version' | 'versions' | 'pointer'>;
  readonly weights: WeightsRegister;
  readonly outcomes: OutcomeLog;
  readonly calibrations: Pick<Calibrations, 'keep'>;
  readonly clock: Clock;
};

export type DoorOutput =
  | { readonly learned: LearnedWeights }
  | { readonly proposal: WeightsProposal; readonly learned: LearnedWeights }
  | { readonly proposal: WeightsProposal }
  | {
      readonly ranking: string;
      readonly shadow: string | null;
      readonly proposals: readonly WeightsProposal[];
      readonly learned: readonly LearnedWeights[];
      readonly calibration: Calibration;
    }
  | Replay;

/**
 * The door of scores: analysts learn weights from outcomes and propose them, another person of another team decides; and
 * anybody who may ask replays the scores of a version. Throws Failure('RuleViolated') for a role that has no business here
 * (R1), for outcomes that teach nothing (R23) and for an approval by the proposer's own team.
 */
export async function scoreDoor(asked: DoorInput, ports: DoorPorts): Promise<DoorOutput> {
  if (asked.actor.role !== 'analyst' && asked.actor.role !== 'privacy_officer')
    throw new Failure(
      'RuleViolated',
      `R1: weights are for analysts and privacy officers, not for a ${asked.actor.role}`,
    );
  switch (asked.operation) {
    case 'learn':
      return { learned: await learn(ports) };
    case 'propose':
      return propose(asked, ports);
    case 'approve':
      return { proposal: await approve(asked, ports) };
    case 'retire':
      return { proposal: await retire(asked, ports) };
    case 'show':
      return show(ports);
    case 'replay':
      return replayScores(asked.version ?? (await newestJudged(ports)), ports);
  }
}

async function learn(ports: DoorPorts): Promise<LearnedWeights> {
  const outcomes = [...(await ports.outcomes.all()), ...(await readInspections(ports))];
  return learnWeights(outcomes, await readExpert(ports.objects));
}

async function propose(asked: Asked<'propose'>, ports: DoorPorts): Promise<DoorOutput> {
  const learned = await learn(ports);
  const proposal: WeightsProposal = {
    id: learned.id,
    status: 'proposed',
    proposed_by: asked.actor,
    proposed_at: ports.clock.now().toISOString(),
    reason: asked.reason,
    decided_by: null,
    decided_at: null,
    decision_reason: null,
  };
  // Stored first: scoring reads the weights of every proposal that it sees.
  await storeModel(learned, ports.objects);
  if (!(await ports.weights.propose(proposal)))
    throw new Failure(
      'TransitionRefused',
      `the outcomes so far give ${learned.id} again, which was proposed before`,
    );
  return { proposal, learned };
}

async function approve(asked: Asked<'approve'>, ports: DoorPorts): Promise<WeightsProposal> {
  const { proposals, seen } = await known(asked.weights_id, ports);
  const { proposed_by: proposer } = seen;
  if (proposer.id === asked.actor.id || proposer.team === asked.actor.team)
    throw new Failure('RuleViolated', 'four eyes: another person of another team approves what one proposed');
  if (seen.status !== 'proposed')
    throw new Failure('TransitionRefused', `${seen.id} is ${seen.status}; only what is proposed is approved`);
  const approved = decided(seen, 'approved', asked, ports);
  await ports.weights.approve(
    approved,
    proposals.find(({ status }) => status === 'approved'),
  );
  return approved;
}

/** Takes weights out of use, or a proposal off the table; the experts' rank again from the next version on. */
async function retire(asked: Asked<'retire'>, ports: DoorPorts): Promise<WeightsProposal> {
  const { seen } = await known(asked.weights_id, ports);
  if (seen.status === 'retired') throw new Failure('TransitionRefused', `${seen.id} is retired already`);
  const retired = decided(seen, 'retired', asked, ports);
  await ports.weights.retire(retired, seen);
  return retired;
}

const decided = (
  seen: WeightsProposal,
  status: WeightsProposal['status'],
  { actor, reason }: { readonly actor: WeightsProposal['proposed_by']; readonly reason: string },
  { clock }: DoorPorts,
): WeightsProposal => ({
  ...seen,
  status,
  decided_by: actor,
  decided_at: clock.now().toISOString(),
  decision_reason: reason,
});

async function known(id: string, { weights }: DoorPorts) {
  const proposals = await weights.proposals();
  const seen = proposals.find((proposal) => proposal.id === id);
  if (!seen) throw new Failure('NotFound', `there are no weights ${id}`);
  return { proposals, seen };
}

async function show(ports: DoorPorts): Promise<DoorOutput> {
  const proposals = await ports.weights.proposals();
  const standing = proposals.filter(({ status }) => status !== 'retired');
  const models = await modelsInUse(await readExpert(ports.objects), ports);
  const calibration = calibrate(models.ranking.id, await ports.outcomes.all());
  await ports.calibrations.keep(calibration);
  return {
    ranking: models.ranking.id,
    shadow: models.shadow?.id ?? null,
    proposals,
    learned: await Promise.all(standing.map(async ({ id }) => readLearned(id, ports.objects))),
    calibration,
  };
}

async function newestJudged({ registry }: DoorPorts): Promise<number> {
  const judged = await registry.pointer('judged');
  if (!judged) throw new Failure('NotFound', 'no version is judged yet');
  return judged.version;
}
