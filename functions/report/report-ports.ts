import { snsNotifier } from '#adapters/notifier.ts';
import { s3ObjectStore } from '#adapters/object-store.ts';
import { dynamoRegistry } from '#adapters/registry.ts';
import { readConfig } from '#shell/config.ts';

/** What every handler of this step reaches. */
export function openReportPorts() {
  const config = readConfig(
    'LAKE_BUCKET',
    'REPORT_BUCKET',
    'REGISTRY_TABLE',
    'STEWARD_TOPIC_ARN',
    'LOGIN_URL',
  );
  return {
    objects: s3ObjectStore(config.LAKE_BUCKET),
    reports: s3ObjectStore(config.REPORT_BUCKET),
    registry: dynamoRegistry(config.REGISTRY_TABLE),
    notifier: snsNotifier(),
    topicArn: config.STEWARD_TOPIC_ARN,
    loginUrl: config.LOGIN_URL,
  };
}
