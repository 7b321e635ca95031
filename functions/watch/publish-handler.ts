import { glueCatalog } from '#adapters/catalog.ts';
import { systemClock } from '#adapters/clock.ts';
import { parquetLake } from '#adapters/lake.ts';
import { snsNotifier } from '#adapters/notifier.ts';
import { s3ObjectStore } from '#adapters/object-store.ts';
import { dynamoStopButton } from '#adapters/stop-button.ts';
import { dynamoWatchStore } from '#adapters/watch-store.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { PublishInput, type PublishPorts, publishAlerts } from './publish.ts';

function ports(): PublishPorts {
  const config = readConfig(
    'LAKE_BUCKET',
    'WATCH_TABLE',
    'REGISTRY_TABLE',
    'PRODUCTION_ASSESSMENTS',
    'ANALYSIS_DATABASE',
    'RESTRICTED_DATABASE',
    'LOGIN_URL',
  );
  const objects = s3ObjectStore(config.LAKE_BUCKET);
  return {
    watch: dynamoWatchStore(config.WATCH_TABLE),
    notifier: snsNotifier(),
    stops: dynamoStopButton(config.REGISTRY_TABLE, config.PRODUCTION_ASSESSMENTS),
    lake: parquetLake(objects),
    catalog: glueCatalog({
      analysisDatabase: config.ANALYSIS_DATABASE,
      restrictedDatabase: config.RESTRICTED_DATABASE,
      lake: objects,
    }),
    clock: systemClock,
    loginUrl: config.LOGIN_URL,
  };
}

export const handler = lambda({
  input: PublishInput,
  ports,
  run: publishAlerts,
  measures: ({ accepted }) => ({ alerts: accepted }),
});
