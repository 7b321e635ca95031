import { type App, Validations } from 'aws-cdk-lib';

const LAKE = 'VerbandStateful:ExportsOutputFnGetAttLakeBucketCECD5697Arn3AE59C2A';
const DROP = 'VerbandStateful:ExportsOutputFnGetAttDropBucketCCAEE2DBArnECEC9A59';
const REPORTS = 'VerbandStateful:ExportsOutputFnGetAttReportsBucketCA656C34Arn32FBF26F';
const AUDIT = 'VerbandStateful:ExportsOutputFnGetAttAuditBucket37C2748FArn536DB559';
const OBJECTS = 'Named actions on the objects of one bucket: object keys are not known beforehand.';

/**
 * Findings of cdk-nag that stand, each with its reason. The ids name the very resource, so a new wildcard elsewhere
 * is a new finding.
 */
const acknowledged = (region: string): Readonly<Record<string, string>> => ({
  'AwsSolutions-IAM5[Resource::*]':
    'Traces (xray:Put*) and delivery of logs know no resource; both name their actions.',
  [`AwsSolutions-IAM5[Resource::${LAKE}/*]`]: OBJECTS,
  [`AwsSolutions-IAM5[Resource::${LAKE}/analysis/*]`]: OBJECTS,
  [`AwsSolutions-IAM5[Resource::${LAKE}/work/*]`]: OBJECTS,
  [`AwsSolutions-IAM5[Resource::${LAKE}/gate/*]`]: OBJECTS,
  [`AwsSolutions-IAM5[Resource::${AUDIT}/*]`]: OBJECTS,
  [`AwsSolutions-IAM5[Resource::${DROP}/*]`]: OBJECTS,
  [`AwsSolutions-IAM5[Resource::${REPORTS}/*]`]: OBJECTS,
  [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:sns:${region}:<AWS::AccountId>:v-*]`]:
    'Topics of watch lists are made when a list is; the prefix is theirs alone.',
  'AwsSolutions-SQS3': 'The only queue is where dead letters go.',
  'AwsSolutions-SMG4':
    'The secret keys every token in the lake; rotating it would cut each record from its past.',
});

export function acknowledgeFindings(app: App, region: string): void {
  for (const [id, reason] of Object.entries(acknowledged(region)))
    Validations.of(app).acknowledge({ id: `AwsSolutions::${id}`, reason });
}
