import { Duration } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { allowObjects } from './bucket-access.ts';
import type { Connectable } from './grantable.ts';
import { PrivateBucket } from './private-bucket.ts';

/** What comes back to stewards: a report per file, and its rejected rows (adr/0005). Nothing listens to it. */
export class Reports extends Construct {
  readonly bucket: IBucket;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, props: { readonly key: IKey; readonly logs: IBucket }) {
    super(scope, id);
    this.key = props.key;
    this.bucket = new PrivateBucket(this, 'Reports', {
      key: props.key,
      serverAccessLogsBucket: props.logs,
      serverAccessLogsPrefix: 'reports/',
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(2) },
        // With rejected rows, which are data about people: they are there to be mended, not to be kept.
        {
          expiration: Duration.days(90),
          noncurrentVersionExpiration: Duration.days(1),
        },
      ],
    }).bucket;
  }

  /** Reading what became of one's files. */
  allowReading(to: IGrantable): void {
    allowObjects(to, this.bucket, this.key, 'read');
  }

  connect(to: Connectable): void {
    allowObjects(to, this.bucket, this.key, 'readWrite');
    to.addEnvironment('REPORT_BUCKET', this.bucket.bucketName);
  }
}
