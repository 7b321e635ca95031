import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { allowObjects } from './bucket-access.ts';
import type { Connectable } from './grantable.ts';
import { PrivateBucket } from './private-bucket.ts';

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
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(2) }],
    }).bucket;
  }

  connect(to: Connectable): void {
    allowObjects(to, this.bucket, this.key, 'read');
    to.addEnvironment('DROP_BUCKET', this.bucket.bucketName);
  }
}
