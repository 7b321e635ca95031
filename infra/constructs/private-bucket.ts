import { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  CfnBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export type PrivateBucketProps = Pick<
  BucketProps,
  'lifecycleRules' | 'serverAccessLogsBucket' | 'serverAccessLogsPrefix'
> & {
  readonly key: IKey;
  /** S3 tells EventBridge of each created object. */
  readonly tellsEventBridge?: boolean;
};

/** A bucket as all of ours are: private, TLS only, encrypted under our key, versioned, kept when the stack goes. */
export class PrivateBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { key, tellsEventBridge, ...rest } = props;
    this.bucket = new Bucket(this, 'Bucket', {
      ...rest,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      versioned: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // `eventBridgeEnabled` would bring a custom resource in Python; the property itself is enough.
    const resource = this.bucket.node.defaultChild;
    if (tellsEventBridge && resource instanceof CfnBucket) {
      resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    }
  }
}
