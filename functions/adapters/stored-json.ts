import type { ObjectStore } from '#ports';
import { canonicalJson } from '#schemas/canonical-json.ts';
import { Failure } from '#schemas/failures.ts';

/** The value of a JSON object; undefined where there is none. */
export async function readJson(key: string, objects: Pick<ObjectStore, 'read'>): Promise<unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(await objects.read(key)));
    return value;
  } catch (error) {
    if (error instanceof Failure && error.name === 'ObjectMissing') return undefined;
    throw error;
  }
}

export async function writeJson(
  key: string,
  value: unknown,
  objects: Pick<ObjectStore, 'write'>,
): Promise<void> {
  await objects.write(key, canonicalJson(value), 'application/json');
}
