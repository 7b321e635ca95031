import { glueCatalog } from '#adapters/catalog.ts';
import { systemClock } from '#adapters/clock.ts';
import { parquetLake } from '#adapters/lake.ts';
import { s3ObjectStore } from '#adapters/object-store.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { dynamoWatchStore } from '#adapters/watch-store.ts';
import type { Registry } from '#ports';
import { readConfig } from '#shell/config.ts';
import type { WatchPorts } from './links.ts';

/** Opens what the two states of watch reach. */
export function openWatchPorts(): WatchPorts & { readonly registry: Registry } {
  const config = readConfig(
    'LAKE_BUCKET',
    'REGISTRY_TABLE',
    'WATCH_TABLE',
    'ANALYSIS_DATABASE',
    'RESTRICTED_DATABASE',
  );
  const objects = s3ObjectStore(config.LAKE_BUCKET);
  return {
    registry: dynamoRegistry(config.REGISTRY_TABLE),
    lake: parquetLake(objects),
    catalog: glueCatalog({
      analysisDatabase: config.ANALYSIS_DATABASE,
      restrictedDatabase: config.RESTRICTED_DATABASE,
      lake: objects,
    }),
    watch: dynamoWatchStore(config.WATCH_TABLE),
    clock: systemClock,
  };
}
