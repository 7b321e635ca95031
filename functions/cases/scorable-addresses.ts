import * as z from 'zod';
import type { Lake, Registry } from '#ports';
import { ScorableEntityId } from '#schemas/ids.ts';

const AddressRow = z.object({
  entity_id: ScorableEntityId,
  attributes: z.looseObject({ registered_in_bag: z.boolean().optional() }).nullable(),
});

/** An entity keeps its kind, so rows of others need not be built. */
const ADDRESSES = { column: 'kind', among: new Set(['address']) };

/** All that the lot may fall on (R20): the addresses that the register knows, as linked at a version, in order of id. */
export async function scorableAddresses(
  version: number,
  ports: {
    readonly lake: Pick<Lake, 'state'>;
    readonly registry: Pick<Registry, 'pointer' | 'versions'>;
  },
): Promise<ScorableEntityId[]> {
  const linked = await ports.registry.pointer('linked');
  if (!linked) return [];
  const versions = await ports.registry.versions({ ...linked, version });
  const rows = await ports.lake.state('entities', versions, ['entity_id', 'attributes'], ADDRESSES);
  return rows
    .map((row) => AddressRow.parse(row))
    .filter((row) => row.attributes?.registered_in_bag === true)
    .map((row) => row.entity_id)
    .sort();
}
