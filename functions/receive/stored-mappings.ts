import type { ObjectStore } from '#ports';
import { StoredMapping, mappingsPrefix } from '#schemas/sources/steward-mapping.ts';

/** Stewards' mappings of a source, newest first, those that were withdrawn among them. */
export async function storedMappings(source: string, lake: ObjectStore): Promise<StoredMapping[]> {
  const keys = await lake.list(mappingsPrefix(source));
  const mappings = await Promise.all(
    keys.map(async (key) => StoredMapping.parse(JSON.parse(new TextDecoder().decode(await lake.read(key))))),
  );
  const order = (mapping: StoredMapping) => `${mapping.accepted_at} ${mapping.version}`;
  return mappings.toSorted((a, b) => (order(a) > order(b) ? -1 : 1));
}
