import type { Calibrations, CaseStore, Clock, FairnessGate } from '#ports';
import type { Candidate } from '#schemas/case.ts';
import { gateVerdict, type Verdict } from '#schemas/fairness.ts';
import { SETTINGS } from '#schemas/settings.ts';
import { ranking } from './ranking.ts';
import { type BlindCandidate, blindCandidate, calibrationsOf } from './shown-candidate.ts';
import { composeWorkList } from './work-list.ts';

export type ListPorts = {
  readonly cases: Pick<CaseStore, 'candidates'>;
  readonly gate: Pick<FairnessGate, 'state'>;
  readonly calibrations: Pick<Calibrations, 'of'>;
  readonly clock: Clock;
};

export type CurrentList = {
  readonly candidates: readonly BlindCandidate[];
  /** What the fairness gate says today, and what the order is by on account of it (R26). */
  readonly gate: Verdict | null;
  readonly order: 'chance' | 'score' | 'lot';
};

/**
 * The work list as of now: open candidates whose score still holds (R21), in their order, the random share among them,
 * told alike (R20). The same list for everybody until a new version is judged. What is taken up stands in an order by lot.
 */
export async function currentList(status: Candidate['status'], ports: ListPorts): Promise<CurrentList> {
  const day = ports.clock.now().toISOString().slice(0, 10);
  const [candidates, state] = await Promise.all([ports.cases.candidates(status), ports.gate.state()]);
  const gate = gateVerdict(state, day);
  const known = await calibrationsOf(
    candidates.flatMap(({ scores }) => scores),
    ports.calibrations,
  );
  const ranked = ranking(candidates, known);
  const steered = gate === 'PASS' && status === 'open';
  const list = composeWorkList({
    candidates,
    day,
    gate: steered ? 'PASS' : null,
    share: SETTINGS.workList.randomShare,
    seed: String(candidates.reduce((newest, { version }) => Math.max(newest, version), 0)),
    rank: ranked.rank,
  });
  return { candidates: list.map(blindCandidate), gate, order: steered ? ranked.by : 'lot' };
}
