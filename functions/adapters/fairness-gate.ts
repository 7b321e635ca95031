import type { FairnessGate, ObjectStore } from '#ports';
import { GATE_KEY, GateState } from '#schemas/fairness.ts';
import { readJson, writeJson } from './stored-json.ts';

/** What the gate said last, in the lake bucket: a verdict and days, no group (R25). */
export function storedFairnessGate(objects: Pick<ObjectStore, 'read' | 'write'>): FairnessGate {
  return {
    state: async () => GateState.optional().parse(await readJson(GATE_KEY, objects)),
    publish: async (state) => writeJson(GATE_KEY, GateState.parse(state), objects),
  };
}
