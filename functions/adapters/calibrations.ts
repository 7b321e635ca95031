import type { Calibrations, ObjectStore } from '#ports';
import { Calibration } from '#schemas/calibration.ts';
import { readJson, writeJson } from './stored-json.ts';

const keyOf = (model: string): string => `models/${model}.calibration.json`;

/** What scores came to, beside their models in the lake bucket. */
export function storedCalibrations(objects: Pick<ObjectStore, 'read' | 'write'>): Calibrations {
  return {
    of: async (model) => Calibration.optional().parse(await readJson(keyOf(model), objects)),
    keep: async (calibration) => writeJson(keyOf(calibration.model), calibration, objects),
  };
}
