import type { Service } from '../service.ts';
import type { Store } from '../store.ts';
import { type Catalog, openCatalog } from './catalog.ts';
import { jsonService } from './json-protocol.ts';
import { partitionOperations } from './partition-operations.ts';
import { tableOperations } from './table-operations.ts';

/** Glue's data catalogue: over the wire, and in process for the embedded Athena. */
export type GlueService = Service & Catalog;

export function openGlue({ store }: { readonly store: Store }): GlueService {
  const catalog = openCatalog(store);
  const operations = { ...tableOperations(catalog), ...partitionOperations(store, catalog) };
  return { ...catalog, ...jsonService('glue', 'AWSGlue', operations) };
}
