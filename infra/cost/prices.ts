/**
 * List prices in US dollars of the region eu-west-1, without free tiers, discounts and taxes, as the services' pricing pages had
 * them. They change: look at `asOf`, and check before quoting.
 */
export const PRICES = {
  asOf: '2026-11',
  region: 'eu-west-1',
  /** aws.amazon.com/lambda/pricing: Arm, first tier. */
  lambdaGbSecond: 0.0000133334,
  lambdaRequest: 0.2e-6,
  /** aws.amazon.com/step-functions/pricing: standard workflows. */
  transition: 25e-6,
  /** aws.amazon.com/s3/pricing: PUT, COPY, POST, LIST; and GET, HEAD; storage a GB and month. */
  s3Write: 5e-6,
  s3Read: 0.4e-6,
  s3GbMonth: 0.023,
  /** aws.amazon.com/dynamodb/pricing: on demand, units of 1 KB written and 4 KB read; storage, and point-in-time recovery. */
  dynamoWriteUnit: 0.705e-6,
  dynamoReadUnit: 0.1415e-6,
  dynamoGbMonth: 0.283,
  dynamoRecoveryGbMonth: 0.226,
  /** aws.amazon.com/athena/pricing: a TB scanned, 10 MB a query at least. */
  athenaTb: 5,
  athenaLeastMb: 10,
  /** aws.amazon.com/kms/pricing: a key and month; requests. */
  kmsKeyMonth: 1,
  kmsRequest: 3e-6,
  /** aws.amazon.com/secrets-manager/pricing. */
  secretMonth: 0.4,
  /** aws.amazon.com/cloudwatch/pricing: alarm, dashboard and metric a month; a GB of logs taken in. */
  alarmMonth: 0.1,
  dashboardMonth: 3,
  metricMonth: 0.3,
  logGb: 0.57,
  /** aws.amazon.com/sns/pricing: a publish; an e-mail. */
  snsPublish: 0.5e-6,
  snsEmail: 20e-6,
  /** aws.amazon.com/cognito/pricing: somebody who logs in during a month, plan Plus. */
  cognitoUserMonth: 0.02,
} as const;
