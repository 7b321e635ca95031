import * as z from 'zod';
import { Checksum } from '../wire/checksum.ts';

/** Until when a version may not be deleted; a GOVERNANCE lock yields to who asks for it by name. */
export const Lock = z.object({ mode: z.enum(['GOVERNANCE', 'COMPLIANCE']), until: z.iso.datetime() });
export type Lock = z.infer<typeof Lock>;

/** What is stored beside an object's bytes and given back with them. */
export const Facts = z.object({
  /** `content-type`, `content-encoding`, `cache-control` and the like, as sent. */
  headers: z.record(z.string(), z.string()),
  /** The `x-amz-meta-` headers, without that prefix. */
  metadata: z.record(z.string(), z.string()),
  tags: z.record(z.string(), z.string()),
  checksum: Checksum.optional(),
  lock: Lock.optional(),
});
export type Facts = z.infer<typeof Facts>;

export const NO_FACTS: Facts = { headers: {}, metadata: {}, tags: {} };
