import type { Lake, ObjectStore } from '#ports';
import { Calibration } from '#schemas/calibration.ts';
import { canonicalJson } from '#schemas/canonical-json.ts';
import { Failure } from '#schemas/failures.ts';
import { calibrate } from './calibrate.ts';
import { readOutcomes } from './outcomes.ts';

const keyOf = (model: string): string => `models/${model}.calibration.json`;

/** Calibrates a model by the outcomes so far and keeps it beside the model. */
export async function storeCalibration(
  model: string,
  ports: { readonly lake: Pick<Lake, 'read'>; readonly objects: Pick<ObjectStore, 'list' | 'write'> },
): Promise<Calibration> {
  const calibration = calibrate(model, await readOutcomes(ports));
  await ports.objects.write(keyOf(model), canonicalJson(calibration), 'application/json');
  return calibration;
}

/** Undefined for a model that was never calibrated. */
export async function readCalibration(
  model: string,
  objects: Pick<ObjectStore, 'read'>,
): Promise<Calibration | undefined> {
  try {
    return Calibration.parse(JSON.parse(new TextDecoder().decode(await objects.read(keyOf(model)))));
  } catch (error) {
    if (error instanceof Failure && error.name === 'ObjectMissing') return undefined;
    throw error;
  }
}
