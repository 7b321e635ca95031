import * as z from 'zod';
import type { Lake, Registry } from '#ports';

export type LabelPorts = {
  readonly lake: Pick<Lake, 'state'>;
  readonly registry: Pick<Registry, 'pointer' | 'versions'>;
};

const LabelRow = z.object({ entity_id: z.string(), label: z.string() });

/** What a subject is called, as of now; null for one that has no label. */
export async function labelOf(entityId: string, { lake, registry }: LabelPorts): Promise<string | null> {
  const pointer = await registry.pointer('linked');
  if (!pointer) return null;
  const rows = await lake.state('labels', await registry.versions(pointer), undefined, {
    column: 'entity_id',
    among: new Set([entityId]),
  });
  const [found] = rows;
  return found ? LabelRow.parse(found).label : null;
}
