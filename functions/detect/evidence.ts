import * as z from 'zod';
import { EntityId, RecordId } from '#schemas/ids.ts';
import { RecordRole } from '#schemas/record.ts';

/**
 * What evidence may hold: counts and measures, days, opaque ids, roles. No text of any other kind, so that no label
 * and no value of a source can leave the restricted database by way of a pattern.
 */
const Value = z.union(
  [z.number(), z.boolean(), z.null(), z.iso.date(), EntityId, RecordId, RecordRole],
  'evidence holds numbers, booleans, days, ids and roles only',
);

/** The `evidence` column: JSON text of one flat object, with lists where there are several. */
export const Evidence = z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.union([Value, z.array(Value)]));
