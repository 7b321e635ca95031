import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { allowObjects } from './bucket-access.ts';
import type { Connectable } from './grantable.ts';
import { PrivateBucket } from './private-bucket.ts';

/**
 * To which group an address belongs, and what the fairness gate found (R25): a bucket of its own under a key of its own, so
 * that a right to the lake opens nothing here. One function is connected to it; no catalogue knows it, so no query can.
 */
export class Audit extends Construct {
  readonly bucket: IBucket;
  private readonly key: Key;

  constructor(scope: Construct, id: string, props: { readonly logs: IBucket }) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
      description: 'Encrypts the attributes by which fairness is tested, and nothing else',
    });
    this.bucket = new PrivateBucket(this, 'Audit', {
      key: this.key,
      serverAccessLogsBucket: props.logs,
      serverAccessLogsPrefix: 'audit/',
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(2) },
        // Two quarterly tests and some; each test wants the groups as they are now.
        {
          prefix: 'attributes/',
          expiration: Duration.days(200),
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
    }).bucket;
  }

  connect(to: Connectable): void {
    allowObjects(to, this.bucket, this.key, 'readWrite');
    to.addEnvironment('AUDIT_BUCKET', this.bucket.bucketName);
  }
}
