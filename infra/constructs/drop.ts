import { Duration } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket, LifecycleRule } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { CONTRACTS } from '#schemas/sources/registry.ts';
import { allowObjects } from './bucket-access.ts';
import type { Connectable } from './grantable.ts';
import { PrivateBucket } from './private-bucket.ts';

const DAYS_PER_MONTH = 30.44;
/** What is replaced or deleted can be brought back for so long. */
const REGRET_DAYS = 30;

/** An original is kept no longer than its contract lets its data be kept. */
const keptAsContractsSay = (): LifecycleRule[] =>
  CONTRACTS.map(({ name, retention }) => ({
    prefix: `${name}/`,
    expiration: Duration.days(Math.round(retention.months * DAYS_PER_MONTH)),
    noncurrentVersionExpiration: Duration.days(REGRET_DAYS),
  }));

/** Where stewards drop files: they may put, never get; receive may read. */
export class Drop extends Construct {
  readonly bucket: IBucket;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, props: { readonly key: IKey; readonly logs: IBucket }) {
    super(scope, id);
    this.key = props.key;
    this.bucket = new PrivateBucket(this, 'Drop', {
      key: props.key,
      tellsEventBridge: true,
      serverAccessLogsBucket: props.logs,
      serverAccessLogsPrefix: 'drop/',
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(2) }, ...keptAsContractsSay()],
    }).bucket;
  }

  /** Dropping files, large ones in parts, and nothing else: what lies there cannot be read or listed. */
  allowDrops(to: IGrantable): void {
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['s3:PutObject', 's3:AbortMultipartUpload'],
        resources: [this.bucket.arnForObjects('*')],
      }),
    );
    // The parts of a large file are decrypted when they are put together.
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['kms:GenerateDataKey', 'kms:Decrypt'], resources: [this.key.keyArn] }),
    );
  }

  connect(to: Connectable): void {
    allowObjects(to, this.bucket, this.key, 'read');
    to.addEnvironment('DROP_BUCKET', this.bucket.bucketName);
  }
}
