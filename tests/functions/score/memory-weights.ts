import type { WeightsRegister } from '#ports';
import { Failure } from '#schemas/failures.ts';
import type { WeightsProposal } from '#schemas/score-model.ts';

/** Proposals in memory, with the transitions that the table allows. */
export function memoryWeights(): WeightsRegister {
  const proposals = new Map<string, WeightsProposal>();
  const move = (to: WeightsProposal, from: WeightsProposal['status']): void => {
    if (proposals.get(to.id)?.status !== from)
      throw new Failure('TransitionRefused', 'these weights were decided on meanwhile');
    proposals.set(to.id, to);
  };
  return {
    proposals: async () => [...proposals.values()],
    propose: async (proposal) => {
      if (proposals.has(proposal.id)) return false;
      proposals.set(proposal.id, proposal);
      return true;
    },
    approve: async (approved, before) => {
      if (before) move({ ...before, status: 'retired' }, 'approved');
      move(approved, 'proposed');
    },
    retire: async (retired, seen) => move(retired, seen.status),
  };
}
