import type { ObjectStore } from '#ports';
import { Failure } from '#schemas/failures.ts';
import { GATE_KEY, GateState } from '#schemas/fairness.ts';

/** What the fairness gate last said; null while it never did. */
export async function gateState(lake: Pick<ObjectStore, 'read'>): Promise<GateState | null> {
  try {
    return GateState.parse(JSON.parse(Buffer.from(await lake.read(GATE_KEY)).toString('utf8')));
  } catch (error) {
    if (error instanceof Failure && error.name === 'ObjectMissing') return null;
    throw error;
  }
}
