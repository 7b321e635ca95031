import type { Item } from './price-load.ts';
import { PRICES } from './prices.ts';
import type { Usage } from './usage.ts';

/** How many resources of each type the stacks have. */
export type ResourceCounts = Readonly<Record<string, number>>;

export type Size = {
  /** Records that are kept. */
  readonly records: number;
  /** People who log in each month. */
  readonly users: number;
};

/** Series of own metrics: one a measure, the faults, and the alarms about reviews. */
const OWN_METRICS = 8;
/** Noncurrent versions and originals beside the lake's own bytes. */
const COPIES = 2;
const GB = 1024 ** 3;
/** Registry, cases and lists of a town: far below this. */
const TABLES_GB = 1;

/** What stands there costs a month, by the synthesized template and a lake of that size. */
export function priceStanding(resources: ResourceCounts, size: Size, usage: Usage): Item[] {
  const count = (type: string) => resources[type] ?? 0;
  const lakeGb = ((usage.lakeBytes + usage.dropBytes) / GB) * (size.records / usage.records) * COPIES;
  const item = (what: string, amount: number, price: number): Item => ({
    what,
    amount,
    dollars: amount * price,
  });
  return [
    item('KMS, keys', count('AWS::KMS::Key'), PRICES.kmsKeyMonth),
    item('Secrets Manager, secrets', count('AWS::SecretsManager::Secret'), PRICES.secretMonth),
    item('CloudWatch, alarms', count('AWS::CloudWatch::Alarm'), PRICES.alarmMonth),
    item('CloudWatch, dashboards', count('AWS::CloudWatch::Dashboard'), PRICES.dashboardMonth),
    item('CloudWatch, own metrics', OWN_METRICS, PRICES.metricMonth),
    item('S3, GB kept', lakeGb, PRICES.s3GbMonth),
    item('DynamoDB, GB kept and recoverable', TABLES_GB, PRICES.dynamoGbMonth + PRICES.dynamoRecoveryGbMonth),
    item('Cognito, people', size.users, PRICES.cognitoUserMonth),
  ];
}
